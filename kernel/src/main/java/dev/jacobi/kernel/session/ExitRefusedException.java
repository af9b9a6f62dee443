package dev.jacobi.kernel.session;

/** A cell tried to end the Java process that the whole notebook runs in. */
public final class ExitRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExitRefusedException(int status) {
        super("System.exit(" + status + ") would end the kernel and lose every variable, so it was refused;"
                + " to stop only this cell, throw an exception; to end the kernel, use the notebook's menu");
    }
}
