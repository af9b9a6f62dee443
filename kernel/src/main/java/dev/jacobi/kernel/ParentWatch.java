package dev.jacobi.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * Ends a kernel whose Jupyter is gone: a server that is killed says no shutdown, and its kernels would stay, with their memory, for good. Jupyter names its
 * process to kernels that shall not outlive it.
 */
final class ParentWatch {
    private static final String PARENT = "JPY_PARENT_PID";

    /** Calls {@code gone} when the process that {@code environment} names as the parent has ended. Without such a process nothing is watched. */
    static void start(Map<String, String> environment, Runnable gone) {
        parent(environment).ifPresent(process -> process.onExit().thenRun(gone));
    }

    private static Optional<ProcessHandle> parent(Map<String, String> environment) {
        String pid = environment.getOrDefault(PARENT, "");
        return pid.matches("[1-9]\\d{0,17}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private ParentWatch() {}
}
