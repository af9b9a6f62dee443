package jdk.jshell;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Exceptions with the positions of snippets: JShell translates those that a snippet ends with, and this also those of other threads. Defined in JShell's own
 * package at run time, as {@link FirstImports} is.
 */
public final class Translation {
    private Translation() {}

    /** As {@link SnippetEvent#exception} would give it. */
    public static JShellException of(JShell shell, Throwable thrown) throws Throwable {
        return (JShellException) MethodHandles.privateLookupIn(Eval.class, MethodHandles.lookup())
                .findVirtual(Eval.class, "asJShellException", MethodType.methodType(JShellException.class, Throwable.class))
                .invoke(shell.eval, thrown);
    }
}
