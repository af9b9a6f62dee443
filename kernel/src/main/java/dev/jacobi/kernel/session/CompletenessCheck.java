package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import dev.jacobi.kernel.cell.CodeMask;
import java.util.regex.Pattern;

/** Decides whether a text is a whole cell, and how the line after it should be indented if not. */
final class CompletenessCheck {
    private static final int STEP = 4;
    private static final Pattern BARE_REFERENCE = Pattern.compile("([(,]\\s*)::");

    private final Language language;

    CompletenessCheck(Language language) {
        this.language = language;
    }

    Completeness of(String code) {
        var mask = new CodeMask(code);
        if (mask.before(code.length()) < 0) {
            return mask.closed() ? new Completeness.Complete() : new Completeness.Incomplete(indent(code));
        }
        if (!mask.bracketsMatch()) {
            return new Completeness.Invalid();
        }
        if (!mask.closed() || mask.openBrackets() > 0) {
            return new Completeness.Incomplete(indent(code));
        }
        Snippets snippets = Snippets.of(language.toJava(code), language.shell().sourceCodeAnalysis());
        if (snippets.complete().stream().anyMatch(this::isErroneous)) {
            return new Completeness.Invalid();
        }
        return switch (snippets.state()) {
            case EMPTY -> new Completeness.Complete();
            case COMPLETE, COMPLETE_WITH_SEMI -> isErroneous(snippets.last()) ? goesOn(snippets.last(), code) : new Completeness.Complete();
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> new Completeness.Incomplete(indent(code));
            case UNKNOWN -> goesOn(snippets.last(), code);
        };
    }

    /** JShell looks only for where a snippet ends; whether it is Java is another question. A bare {@code ::f} is, in a cell. */
    private boolean isErroneous(CellText snippet) {
        return !language.syntax().isJava(BARE_REFERENCE.matcher(snippet.text()).replaceAll("$1this::"));
    }

    /** Of what is no Java: an annotation alone, say, is completed by something that follows, other text by nothing. */
    private Completeness goesOn(CellText snippet, String code) {
        boolean completed = language.syntax().isJava(snippet.text() + " x") || language.syntax().isJava(snippet.text() + " void x() { }");
        return completed ? new Completeness.Incomplete(indent(code)) : new Completeness.Invalid();
    }

    /** That of the last line with text, and a step more if brackets stay open in it, or its body is to follow. */
    private static String indent(String code) {
        String text = code.stripTrailing();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        int width = line.length() - line.stripLeading().length();
        var mask = new CodeMask(line);
        boolean opens = mask.openBrackets() > 0 || mask.is(mask.before(line.length()), ')');
        return line.substring(0, width) + (opens ? " ".repeat(STEP) : "");
    }
}
