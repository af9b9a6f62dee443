package dev.jacobi.kernel.session;

import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known about a name.
 *
 * @param value
 *            of a variable: its declaration with its value's text, shortened; else empty
 * @param entries
 *            what the name can mean: overloads of a method, a type, a field
 * @param sources
 *            how cells have declared it
 */
public record Inspection(String value, List<Entry> entries, List<String> sources) {

    /** A signature and its documentation comment, which may be empty. */
    public record Entry(String signature, String comment) {
        /** The comment without its markup. */
        public String documentation() { return JavadocText.plain(comment); }
    }

    public Inspection {
        entries = List.copyOf(entries);
        sources = List.copyOf(sources);
    }

    /** All of it as plain text. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!value.isEmpty()) {
            parts.add(value);
        }
        for (Entry entry : entries) {
            parts.add(entry.documentation().isEmpty() ? entry.signature()
                    : entry.signature() + "\n" + entry.documentation().indent(4).stripTrailing());
        }
        parts.addAll(sources);
        return String.join("\n\n", parts);
    }

    /** All of it as HTML: no script, no style element, no attribute. */
    public String html() {
        StringBuilder html = new StringBuilder();
        if (!value.isEmpty()) html.append("<pre>").append(HtmlText.escape(value)).append("</pre>");
        for (Entry entry : entries) {
            html.append("<pre>").append(HtmlText.escape(entry.signature())).append("</pre>");
            if (!entry.comment().isBlank()) html.append("<blockquote>").append(JavadocHtml.of(entry.comment())).append("</blockquote>");
        }
        for (String source : sources) html.append("<pre>").append(HtmlText.escape(source)).append("</pre>");
        return html.toString();
    }
}
