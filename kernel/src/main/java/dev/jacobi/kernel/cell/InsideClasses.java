package dev.jacobi.kernel.cell;

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
 * Classes of ours that have to live in a package of the JDK: resources that are defined there, which needs the package opened to
 * the kernel ({@code --add-opens}, or the manifest's {@code Add-Opens}).
 */
public final class InsideClasses {
    private static final String RESOURCES = "/inside/";
    private static final Set<String> DEFINED = new HashSet<>();

    private final MethodHandles.Lookup inside;
    private final String folder;
    private final Set<String> defined = new HashSet<>();

    private InsideClasses(MethodHandles.Lookup inside) {
        this.inside = inside;
        folder = inside.lookupClass().getPackageName().replace('.', '/') + "/";
    }

    /**
     * Defines a class beside {@code neighbour}, with all of ours that it names, unless it is there already; gives a lookup of that
     * package that finds its methods.
     */
    private static synchronized MethodHandles.Lookup define(Class<?> neighbour, String simpleName)
            throws IllegalAccessException, IOException {
        var classes = new InsideClasses(MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()));
        if (DEFINED.add(neighbour.getPackageName() + "." + simpleName) && !classes.define(classes.folder + simpleName)) {
            throw new IOException(
                    "resource " + RESOURCES + classes.folder + simpleName + ".class is missing: the kernel was not built completely");
        }
        return classes.inside;
    }

    /**
     * A static method of a class of ours that is defined beside {@code neighbour}.
     *
     * @throws ReflectiveOperationException if the package is closed to the kernel, or there is no such method
     */
    public static MethodHandle method(Class<?> neighbour, String simpleName, String method, MethodType type)
            throws ReflectiveOperationException, IOException {
        MethodHandles.Lookup inside = define(neighbour, simpleName);
        return inside.findStatic(inside.findClass(neighbour.getPackageName() + "." + simpleName), method, type);
    }

    /** Super classes first; whether there is such a resource. */
    private boolean define(String name) throws IllegalAccessException, IOException {
        byte[] bytes;
        try (InputStream in = InsideClasses.class.getResourceAsStream(RESOURCES + name + ".class")) {
            if (in == null) return false; // one of the package's own
            bytes = in.readAllBytes();
        }
        ClassModel model = ClassFile.of().parse(bytes);
        Optional<String> parent = model.superclass().map(ClassEntry::asInternalName);
        if (parent.isPresent() && isCandidate(parent.get())) define(parent.get());
        if (!defined.add(name)) return true;
        try {
            inside.defineClass(bytes);
        } catch (NoClassDefFoundError e) {
            // it is defined, but was linked too early: it names one that follows; it is linked again when it is used
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry c && isCandidate(c.asInternalName())) define(c.asInternalName());
        }
        return true;
    }

    private boolean isCandidate(String name) { return name.startsWith(folder) && !defined.contains(name); }
}
