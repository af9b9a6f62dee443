package dev.jacobi.kernel.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a documentation comment without its markup. */
final class JavadocText {
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+([^\\s{}(]+(?:\\([^)]*\\))?)\\s*([^{}]*)}");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");
    private static final Pattern ELEMENT = Pattern.compile("</?\\w[^<>]*>");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(param|throws|exception)\\s+(\\S+)\\s*");
    private static final Pattern OTHER_TAG = Pattern.compile("(?m)^\\s*@(return|see|since)\\s*");

    private JavadocText() {
    }

    static String plain(String comment) {
        String text = LINK.matcher(comment)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(2).isBlank() ? m.group(1).replaceFirst("^#", "") : m.group(2)));
        String before;
        do { // tags within tags
            before = text;
            text = INLINE_TAG.matcher(text).replaceAll("$1");
        } while (!text.equals(before));
        text = ELEMENT.matcher(text).replaceAll("");
        text = BLOCK_TAG.matcher(text).replaceAll("$2: ");
        text = OTHER_TAG.matcher(text).replaceAll("$1: ");
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"").replace("&amp;", "&");
        return text.replaceAll("(?m)^ +| +$", "").replaceAll("\n{3,}", "\n\n").strip();
    }
}
