package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.InsideClasses;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/** The imports that a session begins with. All are compiled once, together: one by one takes a third of the time of the start. */
final class FirstImports {
    private static final String INSIDE = "FirstImports";

    private FirstImports() {
    }

    /** Declares them; says what is wrong with them if something is. */
    static Optional<String> declare(JShell shell, List<String> declarations) {
        if (declarations.isEmpty()) {
            return Optional.empty();
        }
        Stream<Diag> problems;
        try {
            List<?> found = (List) inside().invokeExact(shell, declarations);
            problems = found.stream().map(Diag.class::cast);
        } catch (Throwable e) { // a JShell of another version, or one whose package is closed
            problems = declarations.stream().flatMap(d -> shell.eval(d).stream()).map(SnippetEvent::snippet)
                    .filter(s -> shell.status(s) != Snippet.Status.VALID).flatMap(shell::diagnostics);
        }
        return Optional.of(problems.filter(Diag::isError).map(d -> d.getMessage(Locale.ENGLISH)).collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
    }

    private static MethodHandle inside() throws ReflectiveOperationException, IOException {
        return InsideClasses.method(JShell.class, INSIDE, "declare", MethodType.methodType(List.class, JShell.class, List.class));
    }
}
