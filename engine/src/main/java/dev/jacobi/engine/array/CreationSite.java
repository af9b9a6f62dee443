package dev.jacobi.engine.array;

import java.util.Arrays;

/** Where an array was made, as the cause of an error about it: its stack trace begins with the code that called the operation. */
public final class CreationSite extends Exception {
    private static final long serialVersionUID = 1;
    private static final String ENGINE = "dev.jacobi.engine.";

    private final String op;
    private final boolean inTrace;

    CreationSite(String op, boolean inTrace) {
        super(op + " was called here");
        this.op = op;
        this.inTrace = inTrace;
        StackTraceElement[] all = getStackTrace();
        int first = 0;
        while (first < all.length - 1 && all[first].getClassName().startsWith(ENGINE)) first++;
        setStackTrace(Arrays.copyOfRange(all, first, all.length));
    }

    private CreationSite(CreationSite of, String message) {
        super(message, null, false, true);
        op = of.op;
        inTrace = of.inTrace;
        setStackTrace(of.getStackTrace());
    }

    /** Whether a transform was tracing then what it depends on. */
    boolean isInTrace() { return inTrace; }

    /** Of what a rule made for the derivative of the array that was made here. */
    CreationSite ofDerivative() {
        return new CreationSite(this, "the derivative of " + op + ", which was called here");
    }
}
