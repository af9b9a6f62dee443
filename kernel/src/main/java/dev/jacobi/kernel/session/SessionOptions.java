package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.OperatorTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a session is set up.
 *
 * @param imports
 *            import declarations made before the first cell
 * @param classpath
 *            jars and directories that cells can use besides the kernel's own
 * @param operators
 *            the library whose arrays get operators; empty for plain Java
 * @param compilerOptions
 *            further options for javac, such as {@code --add-modules}
 * @param patience
 *            how long an interrupted cell may take to stop before its thread is abandoned
 * @param stackBytes
 *            the stack of the thread that runs cells
 */
public record SessionOptions(List<String> imports, List<Path> classpath, Optional<OperatorTargets> operators,
        List<String> compilerOptions, Duration patience, long stackBytes) {

    public SessionOptions {
        imports = List.copyOf(imports);
        classpath = List.copyOf(classpath);
        compilerOptions = List.copyOf(compilerOptions);
    }

    /** Plain Java with nothing imported. */
    public static SessionOptions plain() {
        return new SessionOptions(List.of(), List.of(), Optional.empty(), List.of(), Duration.ofSeconds(2), 16L << 20);
    }

    public SessionOptions withImports(String... declarations) {
        return new SessionOptions(List.of(declarations), classpath, operators, compilerOptions, patience, stackBytes);
    }

    public SessionOptions withClasspath(Path... entries) {
        return new SessionOptions(imports, List.of(entries), operators, compilerOptions, patience, stackBytes);
    }

    public SessionOptions withOperators(OperatorTargets targets) {
        return new SessionOptions(imports, classpath, Optional.of(targets), compilerOptions, patience, stackBytes);
    }

    public SessionOptions withCompilerOptions(String... options) {
        return new SessionOptions(imports, classpath, operators, List.of(options), patience, stackBytes);
    }

    public SessionOptions withPatience(Duration time) {
        return new SessionOptions(imports, classpath, operators, compilerOptions, time, stackBytes);
    }
}
