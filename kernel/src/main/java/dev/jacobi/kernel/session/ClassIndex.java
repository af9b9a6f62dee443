package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.InsideClasses;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * JShell's index of all classes, by which a name that is not imported is found. JShell makes it in the background as soon as a session starts, where it
 * takes a processor from the first cells; here it waits for a quiet moment, or until it is needed.
 */
final class ClassIndex {
    private static final String INSIDE = "Indexing";

    private final JShell shell;
    private Optional<MethodHandle> resume;

    private ClassIndex(JShell shell, Optional<MethodHandle> resume) {
        this.shell = shell;
        this.resume = resume;
    }

    /** The index of a new session: it is made after a while, or by {@link #make} if that is earlier. */
    static ClassIndex later(JShell shell, Duration delay) {
        MethodType ofShell = MethodType.methodType(void.class, JShell.class);
        Optional<MethodHandle> resume;
        try {
            InsideClasses.method(JShell.class, INSIDE, "suspend", ofShell).invokeExact(shell);
            resume = Optional.of(InsideClasses.method(JShell.class, INSIDE, "resume", ofShell));
        } catch (Throwable e) { // a JShell of another version, or one whose package is closed: it makes the index at once
            resume = Optional.empty();
        }
        var index = new ClassIndex(shell, resume);
        if (resume.isPresent()) {
            Thread.ofPlatform().daemon().name("class-index").start(() -> index.makeAfter(delay));
        }
        return index;
    }

    private void makeAfter(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            return;
        }
        make();
    }

    /** Begins to make it, in the background; does nothing if that was begun. */
    synchronized void make() {
        if (resume.isEmpty()) {
            return;
        }
        MethodHandle begin = resume.get();
        resume = Optional.empty();
        try {
            begin.invokeExact(shell);
        } catch (Throwable e) {
            throw new IllegalStateException("[session] JShell's index of classes could not be begun: " + e, e);
        }
    }
}
