package dev.jacobi.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * Ends a kernel whose Jupyter is gone: a server that is killed says no shutdown, and its kernels would stay, with their memory, for good. Jupyter names its
 * process to kernels that shall not outlive it.
 */
final class ParentWatch {
    static final String JUPYTER = "JPY_PARENT_PID";
    /** A process that {@link Main} has started in its own place. */
    static final String MAIN = "JACOBI_PARENT_PID";

    /**
     * Calls {@code gone} when the process has ended whose number {@code variable} is. Without such a process nothing is watched.
     *
     * @return whether there is such a process
     */
    static boolean start(Map<String, String> environment, String variable, Runnable gone) {
        Optional<ProcessHandle> parent = parent(environment.getOrDefault(variable, ""));
        parent.ifPresent(process -> process.onExit().thenRun(gone));
        return parent.isPresent();
    }

    private static Optional<ProcessHandle> parent(String pid) {
        return pid.matches("[1-9]\\d{0,17}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private ParentWatch() {}
}
