package dev.jacobi.kernel.session;

import java.lang.reflect.Method;

/** A cell, or a library that it uses, tried to end the Java process that the whole notebook runs in. */
public final class ExitRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExitRefusedException(int status) {
        this("System.exit(" + status + ")");
    }

    ExitRefusedException(Method called) {
        this(called.getDeclaringClass().getSimpleName() + "." + called.getName());
    }

    ExitRefusedException(Class<?> owner, String method) {
        this(owner.getSimpleName() + "." + method);
    }

    private ExitRefusedException(String what) {
        super(what + " would end the kernel and lose every variable, so it was refused;"
                + " to stop only this cell, throw an exception; to end the kernel, use the notebook's menu");
    }
}
