package dev.jacobi.kernel.source;

import java.util.regex.Pattern;

/** Comments of the form {@code /// text}, whose text is Markdown, in the older form: their code, links and paragraphs; the rest stays as it was typed. */
final class Markdown {
    private static final Pattern CODE = Pattern.compile("(`+)(.+?)\\1", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[([^\\]\\[]+)](?:\\[[^\\]]*]|\\([^)]*\\))?");
    private static final Pattern PARAGRAPH = Pattern.compile("\\n[ \\t]*\\n(?!\\s*@)");

    static String toJavadoc(String comment) {
        String text = CODE.matcher(comment.strip()).replaceAll("{@code $2}");
        text = LINK.matcher(text).replaceAll("{@code $1}");
        return PARAGRAPH.matcher(text).replaceAll("\n<p>\n");
    }

    private Markdown() {}
}
