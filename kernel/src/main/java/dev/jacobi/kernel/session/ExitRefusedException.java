package dev.jacobi.kernel.session;

/** A cell, or a library that it uses, tried to end the Java process that the whole notebook runs in. */
public final class ExitRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ExitRefusedException(String what) {
        super(what + " would end the kernel and lose every variable, so it was refused;"
                + " to stop only this cell, throw an exception; to end the kernel, use the notebook's menu");
    }

    static ExitRefusedException of(String status) { return new ExitRefusedException("System.exit(" + status + ")"); }

    static ExitRefusedException of(Class<?> owner, String method) { return new ExitRefusedException(owner.getSimpleName() + "." + method); }
}
