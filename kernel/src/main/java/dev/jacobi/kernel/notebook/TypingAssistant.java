package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.magic.Magics;
import dev.jacobi.kernel.protocol.CompleteStatus;
import dev.jacobi.kernel.protocol.Completion;
import dev.jacobi.kernel.protocol.CompletionItem;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.session.Completeness;
import dev.jacobi.kernel.session.Inspection;
import dev.jacobi.kernel.session.Session;
import dev.jacobi.kernel.session.Suggestion;
import dev.jacobi.kernel.session.Suggestions;
import dev.jacobi.kernel.text.HtmlText;
import java.util.List;
import java.util.Optional;

/** Answers what front ends ask while a cell is being typed. */
final class TypingAssistant {
    private final Session session;
    private final Magics known;
    private final MagicLines magics;

    TypingAssistant(Session session, Magics known) {
        this.session = session;
        this.known = known;
        this.magics = new MagicLines(known.names());
    }

    Completion complete(String code, int cursor) {
        Optional<Completion> magic = magics.complete(code, cursor);
        if (magic.isPresent()) return magic.get();
        Suggestions found = session.complete(magics.blank(code), cursor);
        return new Completion(found.items().stream().map(i -> new CompletionItem(i.text(), type(i.kind()), i.signature())).toList(),
                found.start(), found.end());
    }

    /** All documentation at both levels, for a front end cuts or scrolls; with the source of what cells have declared from level 1 on. */
    Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
        Optional<String> magic = magics.at(code, cursor);
        if (magic.isPresent()) {
            String page = known.page(magic.get());
            return Optional.of(MimeBundle.text(page).with(MimeBundle.HTML, "<pre>" + HtmlText.escape(page) + "</pre>"));
        }
        return session.inspect(magics.blank(code), cursor, detailLevel > 0)
                .map(i -> MimeBundle.text(i.text()).with(MimeBundle.HTML, i.html()));
    }

    CompleteStatus isComplete(String code) {
        if (magics.isWholeCell(code) || HelpQuestion.in(code).isPresent()) return new CompleteStatus.Complete();
        boolean overCell = magics.isOverCell(code);
        if (overCell && code.strip().indexOf('\n') < 0) return new CompleteStatus.Incomplete("");
        return switch (session.isComplete(magics.blank(code))) {
            case Completeness.Complete c -> new CompleteStatus.Complete();
            case Completeness.Incomplete i -> new CompleteStatus.Incomplete(i.indent());
            // The body of a magic need not be Java.
            case Completeness.Invalid i -> overCell ? new CompleteStatus.Complete() : new CompleteStatus.Invalid();
        };
    }

    private static String type(Suggestion.Kind kind) {
        return switch (kind) {
            case FUNCTION -> "function";
            case TYPE -> "class";
            case VARIABLE -> "instance";
            case PACKAGE -> "module";
            case KEYWORD -> "keyword";
        };
    }
}
