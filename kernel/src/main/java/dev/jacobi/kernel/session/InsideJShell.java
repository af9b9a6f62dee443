package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.InsideClasses;
import java.lang.invoke.MethodType;
import jdk.jshell.JShell;

/** Classes of ours in JShell's package, which make it faster or mend it. */
enum InsideJShell {
    /** One javac for what JShell analyses and what it compiles, where it would keep two, each of which reads the imports. For a new session, and again after each change of its class path. */
    SHARED_CONTEXTS("SharedContexts"),
    /** Types that are not there any more do no harm. For a new session. */
    LIVE_KEYS("LiveKeys");

    private final String name;

    InsideJShell(String name) {
        this.name = name;
    }

    void install(JShell shell) {
        try {
            InsideClasses.method(JShell.class, name, "install", MethodType.methodType(void.class, JShell.class)).invokeExact(shell);
        } catch (Throwable e) {
            // a JShell of another version, or one whose package is closed: it works as it always did
        }
    }
}
