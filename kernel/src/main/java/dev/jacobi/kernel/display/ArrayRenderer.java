package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.List;

/** Shows an array. A scalar is its plain text; what is being traced says so. */
final class ArrayRenderer implements Renderer {
    @Override
    public boolean accepts(Object value) { return value instanceof Array x && ArrayHtml.isWorthwhile(x) && Tracer.hasValue(x); }

    @Override
    public MimeBundle render(Object value) {
        Array x = (Array) value;
        return MimeBundle.of(MimeBundle.HTML, ArrayHtml.of(x, x.toString(), List.of(), Overview.MEANS));
    }
}
