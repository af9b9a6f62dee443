package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CodeMask;

/** Decides whether a text is a whole cell, and how the line after it should be indented if not. */
final class CompletenessCheck {
    private static final int STEP = 4;

    private final Language language;

    CompletenessCheck(Language language) {
        this.language = language;
    }

    Completeness of(String code) {
        var mask = new CodeMask(code);
        if (mask.before(code.length()) < 0) {
            return mask.closed() ? new Completeness.Complete() : new Completeness.Incomplete(indent(code));
        }
        if (!mask.closed() || mask.openBrackets() > 0) {
            return new Completeness.Incomplete(indent(code));
        }
        if (mask.openBrackets() < 0) {
            return new Completeness.Invalid();
        }
        Snippets snippets = Snippets.of(language.toJava(code), language.shell().sourceCodeAnalysis());
        return switch (snippets.state()) {
            case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> new Completeness.Complete();
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> new Completeness.Incomplete(indent(code));
            case UNKNOWN -> new Completeness.Invalid();
        };
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
