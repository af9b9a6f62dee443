package dev.jacobi.kernel.display;

import dev.jacobi.kernel.protocol.MimeBundle;

/** Shows the values of one type. Other libraries add theirs as services of this type. */
public interface Renderer {

    /** Whether it knows how to show {@code value}, which is not null. */
    boolean accepts(Object value);

    /** What to show besides the plain text. */
    MimeBundle render(Object value);
}
