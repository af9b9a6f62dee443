package dev.jacobi.kernel.cell;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The plug-in of javac that brings array operators to cells. Its working part has to live in javac's own package, so its classes are
 * resources that are defined there, which needs {@code --add-opens jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED}. If
 * that fails, cells are plain Java and {@link #failure} says why.
 */
public final class OperatorPlugin implements Plugin {
    static final String NAME = "JacobiOperators";

    private static final String INSIDE = "com/sun/tools/javac/comp/";
    private static final String MAIN = INSIDE + "ArrayOperators";
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
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
            define(MAIN, inside, new HashSet<>());
            Class<?> main = Class.forName(MAIN.replace('/', '.'), true, neighbour.getClassLoader());
            install = inside.findStatic(main, "install",
                    MethodType.methodType(void.class, JavacTask.class, String.class, String.class, String.class));
        }
        return install;
    }

    /** Defines a class and all of ours that it names, super classes first. */
    private static void define(String name, MethodHandles.Lookup inside, Set<String> defined)
            throws IllegalAccessException, IOException {
        byte[] bytes;
        try (InputStream in = OperatorPlugin.class.getResourceAsStream("/javac/" + name + ".class")) {
            if (in == null) {
                if (name.equals(MAIN)) {
                    throw new IOException("resource javac/" + MAIN + ".class is missing: the kernel was not built completely");
                }
                return; // one of javac's own
            }
            bytes = in.readAllBytes();
        }
        ClassModel model = ClassFile.of().parse(bytes);
        Optional<String> parent = model.superclass().map(ClassEntry::asInternalName);
        if (parent.isPresent() && isCandidate(parent.get(), defined)) {
            define(parent.get(), inside, defined);
        }
        if (!defined.add(name)) {
            return;
        }
        try {
            inside.defineClass(bytes);
        } catch (NoClassDefFoundError e) {
            // it is defined, but was linked too early: it names one that follows; it is linked again when it is used
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry c && isCandidate(c.asInternalName(), defined)) {
                define(c.asInternalName(), inside, defined);
            }
        }
    }

    private static boolean isCandidate(String name, Set<String> defined) {
        return name.startsWith(INSIDE) && !defined.contains(name);
    }
}
