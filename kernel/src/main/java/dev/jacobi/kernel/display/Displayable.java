package dev.jacobi.kernel.display;

import dev.jacobi.kernel.protocol.MimeBundle;

/** A value that knows how to be shown in a notebook. */
public interface Displayable {

    /** All its forms, with plain text among them. */
    MimeBundle shown();
}
