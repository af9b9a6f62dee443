package dev.jacobi.kernel.session;

import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment as HTML that any page may show: its inline tags as elements, its block tags as lists, of its own elements only harmless ones. */
final class JavadocHtml {
    private static final Pattern ELEMENT = Pattern.compile("<(/?)(\\w+)[^<>]*>");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)[ \\t]*");
    private static final Set<String> KEPT = Set.of("p", "ul", "ol", "li", "pre", "code", "b", "i", "em", "strong", "dl", "dt", "dd",
            "table", "thead",
            "tbody", "tr", "td", "th", "sub", "sup", "br", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> VERBATIM = Set.of("code", "literal", "snippet");
    private static final Set<String> NAMED = Set.of("param", "throws", "exception");

    static String of(String comment) {
        Matcher tag = BLOCK_TAG.matcher(comment);
        List<int[]> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (tag.find()) {
            starts.add(new int[]{tag.start(), tag.end()});
            names.add(tag.group(1));
        }
        StringBuilder html = new StringBuilder(
                body(comment.substring(0, starts.isEmpty() ? comment.length() : starts.getFirst()[0]).strip()));
        for (int i = 0; i < starts.size(); i++) {
            String text = comment.substring(starts.get(i)[1], i + 1 < starts.size() ? starts.get(i + 1)[0] : comment.length()).strip();
            html.append("<br><i>").append(HtmlText.escape(names.get(i))).append("</i> ").append(block(names.get(i), text));
        }
        return html.toString();
    }

    private static String block(String name, String text) {
        if (!NAMED.contains(name)) return body(text);
        String[] parts = text.split("\\s+", 2);
        return "<code>" + HtmlText.escape(parts[0]) + "</code>" + (parts.length < 2 ? "" : " " + body(parts[1]));
    }

    /** Text with inline tags, which may stand in each other, and elements. */
    private static String body(String text) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", at)) {
            int close = closing(text, open);
            if (close < 0) break;
            html.append(elements(text.substring(at, open))).append(inline(text.substring(open + 2, close)));
            at = close + 1;
        }
        return html.append(elements(text.substring(at))).toString();
    }

    /** Where the brace at {@code open} is closed, or -1. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') depth++;
            if (text.charAt(i) == '}' && --depth == 0) return i;
        }
        return -1;
    }

    private static String inline(String tag) {
        String[] parts = tag.split("\\s+", 2);
        String content = parts.length < 2 ? "" : parts[1];
        if (VERBATIM.contains(parts[0]))
            return parts[0].equals("literal") ? HtmlText.escape(content) : "<code>" + HtmlText.escape(content) + "</code>";
        if (!parts[0].startsWith("link")) return body(content);
        // A target, which may have a list of parameters, then a label.
        int end = content.indexOf(')') >= 0 ? content.indexOf(')') + 1
                : content.indexOf(' ') >= 0 ? content.indexOf(' ') : content.length();
        String label = content.substring(end).strip();
        return "<code>" + (label.isEmpty() ? HtmlText.escape(content.strip().replaceFirst("^#", "").replace('#', '.')) : body(label))
                + "</code>";
    }

    /** Keeps harmless elements, without their attributes, and drops the marks of others. */
    private static String elements(String text) {
        return ELEMENT.matcher(text).replaceAll(m -> {
            String name = m.group(2).toLowerCase(Locale.ROOT);
            return KEPT.contains(name) ? "<" + m.group(1) + name + ">" : "";
        });
    }

    private JavadocHtml() {}
}
