package dev.jacobi.engine.type;

/** The thread was interrupted while it evaluated. Its interrupt status stays set; what was not computed yet is computed when it is asked for again. */
public final class EvaluationInterruptedException extends MxException {
    private static final long serialVersionUID = 1;

    /** Of any evaluation. */
    public EvaluationInterruptedException() {
        super("eval", "this thread was interrupted while it evaluated; clear its interrupt status and evaluate again for the values");
    }

    /** Throws one if {@code thread} is interrupted. */
    public static void check(Thread thread) {
        if (thread.isInterrupted()) throw new EvaluationInterruptedException();
    }
}
