package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.InsideClasses;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.jshell.JShell;

/** One javac for what JShell analyses and what it compiles, where it would keep two, each of which reads the imports. */
final class SharedContexts {
    private static final String INSIDE = "SharedContexts";

    private SharedContexts() {
    }

    /** For a new session, and again after each change of its class path. */
    static void install(JShell shell) {
        try {
            MethodHandles.Lookup inside = InsideClasses.define(JShell.class, INSIDE);
            MethodHandle install = inside.findStatic(inside.findClass(JShell.class.getPackageName() + "." + INSIDE), "install",
                    MethodType.methodType(void.class, JShell.class));
            install.invokeExact(shell);
        } catch (Throwable e) {
            // a JShell of another version, or one whose package is closed: it compiles as it always did, only later
        }
    }
}
