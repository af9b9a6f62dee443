package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory from which magics look for files and in which shells run. The directory of a Java process can't change, so Java's own relative paths go on
 * to start where the kernel was started.
 */
final class Directory {
    private static final Path OF_PROCESS = Path.of("").toAbsolutePath();

    private volatile Path current = OF_PROCESS;
    private Optional<Path> before = Optional.empty();
    private boolean told;

    /** Where it is now. */
    Path current() { return current; }

    /** The file of that name. */
    Path file(String name) {
        try {
            return current.resolve(name);
        } catch (InvalidPathException e) {
            throw new UsageError(Failures.words(e));
        }
    }

    Magic cd() {
        return Magic.line("cd", "[-q] [DIRECTORY]",
                """
                        Changes the directory in which %bash and %sh run, and from which %load, %%writefile, %jars, %classpath and %loadFromPOM look for files.
                        Without one it is your home, - is the one before; -q does not print it.
                        Java's own relative paths, as in Path.of("data.csv"), don't change: a Java process keeps its directory.""",
                this::change);
    }

    Magic pwd() {
        return Magic.line("pwd", "", "The directory that the relative paths of magics start from.",
                call -> CellResults.value(current.toString(), "String"));
    }

    private CellResult change(MagicCall call) {
        String line = call.line().strip();
        boolean quiet = line.equals("-q") || line.startsWith("-q ");
        Path to = destination(quiet ? line.substring(2).strip() : line);
        if (!Files.isDirectory(to)) throw new UsageError(Files.exists(to) ? to + " is no directory" : "there is no directory " + to);
        before = Optional.of(current);
        current = to;
        if (!quiet) call.print(current.toString());
        if (!told && !current.equals(OF_PROCESS)) {
            told = true;
            call.frontend().stream(StreamName.STDERR,
                    "Magics start from there now; Java's own relative paths, as in Path.of(\"data.csv\"), still"
                            + " start from " + OF_PROCESS + ", which a Java process can't change\n");
        }
        return CellResults.nothing();
    }

    private Path destination(String written) {
        String name = written.replaceFirst("^([\"'])(.*)\\1$", "$2");
        String home = System.getProperty("user.home");
        if (name.equals("-")) return before.orElseThrow(() -> new UsageError("there was no directory before"));
        return file(name.isEmpty() ? home : name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name).normalize();
    }
}
