package dev.jacobi.kernel.protocol;

import java.util.List;

/** How the run of a cell ended. */
public sealed interface ExecuteResult {

    /** The cell's last expression has a value to show. */
    record Value(MimeBundle bundle) implements ExecuteResult {}

    /** It ran, and there's nothing to show. */
    record Done() implements ExecuteResult {}

    /**
     * It failed, or was interrupted.
     *
     * @param ename the kind of error, such as a class name
     * @param evalue its message
     * @param traceback lines to show, ANSI colours allowed; the whole text a person sees, so usually with name and message
     */
    record Failure(String ename, String evalue, List<String> traceback) implements ExecuteResult {
        public Failure {
            traceback = List.copyOf(traceback);
        }
    }

    static ExecuteResult value(MimeBundle bundle) {
        return new Value(bundle);
    }

    static ExecuteResult done() {
        return new Done();
    }

    static Failure failure(String ename, String evalue, List<String> traceback) {
        return new Failure(ename, evalue, traceback);
    }
}
