package dev.jacobi.kernel.cell;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * The plug-in of javac that brings array operators to cells. Its working part has to live in javac's own package, so its classes are
 * resources that are defined there, which needs {@code --add-opens jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED}. If
 * that fails, cells are plain Java and {@link #failure} says why.
 */
public final class OperatorPlugin implements Plugin {
    static final String NAME = "JacobiOperators";

    private static final String MAIN = "ArrayOperators";
    private static volatile Optional<Throwable> failure = Optional.empty();
    private static MethodHandle install;

    /** Why there are no operators; empty if there are, or if none were asked for yet. */
    public static Optional<Throwable> failure() {
        return failure;
    }

    /** The option of javac that asks for the operators of a library. */
    public static String option(OperatorTargets targets) {
        return "-Xplugin:" + NAME + " " + targets.arrayClass() + " " + targets.operatorClass() + " " + targets.indexClass();
    }

    /** Whether operators can work in this virtual machine; if not, {@link #failure} says why. */
    public static boolean available() {
        try {
            installer();
            return true;
        } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
            failure = Optional.of(e);
            return false;
        }
    }

    @Override
    public String getName() { return NAME; }

    @Override
    public void init(JavacTask task, String... names) {
        try {
            installer().invoke(task, names[0], names[1], names[2]);
        } catch (Throwable e) { // whatever a javac of another version throws: plain Java goes on
            failure = Optional.of(e);
        }
    }

    private static synchronized MethodHandle installer() throws ReflectiveOperationException, IOException {
        if (install == null) {
            Class<?> neighbour = Class.forName("com.sun.tools.javac.comp.Operators", true, JavacTask.class.getClassLoader());
            install = InsideClasses.method(neighbour, MAIN, "install",
                    MethodType.methodType(void.class, JavacTask.class, String.class, String.class, String.class));
        }
        return install;
    }
}
