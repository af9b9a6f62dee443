package dev.jacobi.kernel.protocol;

import java.util.Optional;

/** The open comms of a kernel, and the targets that front ends may open. */
public interface Comms {

    /** From now on a front end may open comms to this target. A second registration replaces the first. */
    void register(String targetName, Target target);

    void unregister(String targetName);

    /** Opens a comm to a target in the front end. */
    Comm open(String targetName, CommMessage message);

    Optional<Comm> find(String commId);

    /** Called when a front end opens a comm, with the opening message. */
    @FunctionalInterface
    interface Target {
        void opened(Comm comm, CommMessage message);
    }
}
