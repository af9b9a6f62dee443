package dev.jacobi.kernel.display;

import dev.jacobi.kernel.text.HtmlText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The few elements that every front end shows: trusted or not, light or dark, live or exported. No script, no style element, no drawing outside of an
 * img, no background; text has the page's own colour.
 */
final class Html {
    static final String SMALL = "font-size:85%;opacity:.8";

    /** A picture in pixels; {@code attributes} go into the element. */
    static String png(byte[] png, int width, int height, String alt, String attributes) {
        return "<img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\" width=\"" + width + "\" height=\""
                + height
                + "\" alt=\"" + HtmlText.escape(alt) + "\" style=\"image-rendering:pixelated;display:inline-block;margin:0;max-width:none\""
                + attributes + ">";
    }

    /** A drawing. */
    static String svg(String svg, int width, int height, String alt) {
        return "<img src=\"data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8))
                + "\" width=\"" + width + "\" height=\"" + height + "\" alt=\"" + HtmlText.escape(alt)
                + "\" style=\"display:inline-block;margin:0\">";
    }

    /** A line of text, escaped. */
    static String line(String text, String style) {
        return "<div style=\"" + style + "\">" + HtmlText.escape(text) + "</div>";
    }

    /** Something behind a line to click on. {@code content} is HTML, {@code summary} text. */
    static String details(String summary, String content) {
        return "<details><summary style=\"cursor:pointer;" + SMALL + "\">" + HtmlText.escape(summary) + "</summary>" + content
                + "</details>";
    }

    /** Text as it stands. */
    static String pre(String text) {
        return "<pre style=\"margin:2px 0;white-space:pre-wrap;font-family:monospace\">" + HtmlText.escape(text) + "</pre>";
    }

    private Html() {}
}
