package dev.jacobi.kernel.magic.maven;

/** Libraries could not be found or read. */
public final class MavenResolutionException extends Exception {
    private static final long serialVersionUID = 1;

    MavenResolutionException(String message, Throwable cause) { super(message, cause); }
}
