package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocHtmlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', value = {"a {@code x < y} b~a <code>x &lt; y</code> b",
            "{@link java.util.List#of(Object, Object) lists}~<code>lists</code>", "{@link #size}~<code>size</code>",
            "{@code a{b}c}~<code>a{b}c</code>", "{@literal <x>}~&lt;x&gt;", "<a href='x'>t</a> <p class=c>u~t <p>u", "<script>x</script>~x",
            "\"t\n@param x the {@code y}\n@return z\"~t<br><i>param</i> <code>x</code> the <code>y</code><br><i>return</i> z",
            "{@code open~{@code open"})
    void tagsBecomeElements(String comment, String html) {
        assertEquals(html.replace("\\n", "\n"), JavadocHtml.of(comment.replace("\\n", "\n")));
    }

    @Test
    void linksAreTheirLabelsInPlainText() {
        assertEquals("see line and sum of a $1",
                JavadocText.plain("see {@link #line(String, Array) line} and {@link #sum} of a {@code $1}"));
    }
}
