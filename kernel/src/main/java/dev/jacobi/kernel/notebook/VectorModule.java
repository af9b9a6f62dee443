package dev.jacobi.kernel.notebook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/**
 * The JDK's vector instructions, which arrays compute with. A process that asks for this module on its command line starts without the archived
 * module graph, nor with the classes that a start-up cache has linked in advance: 0.2 s. So the kernel starts without it and
 * adds it to the running process, as the JDK itself does for management agents. Such a module the virtual machine compiles to
 * vector instructions only if it is told to by {@code -XX:+EnableVectorSupport}: without, arrays would be a hundred times slower.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final String LOADER = "jdk.internal.module";
    private static final String SUPPORT = "-XX:+EnableVectorSupport";

    private VectorModule() {}

    /** Whether the module is there, or {@link #load} can bring it at full speed. */
    public static boolean available() {
        return isThere() || Object.class.getModule().isExported(LOADER, VectorModule.class.getModule())
                && ManagementFactory.getRuntimeMXBean().getInputArguments().contains(SUPPORT);
    }

    /** Brings the module, unless it is there. Has to be over before the first array is computed. */
    public static void load() {
        if (isThere()) return;
        try {
            Class<?> modules = Class.forName(LOADER + ".Modules");
            MethodHandles.lookup().findStatic(modules, "loadModule", MethodType.methodType(Module.class, String.class)).invoke(NAME);
        } catch (Throwable e) {
            throw new IllegalStateException("[start] the module " + NAME + " could not be loaded, without which arrays can't be computed;"
                    + " start java with --add-modules " + NAME + ": " + e, e);
        }
    }

    private static boolean isThere() { return ModuleLayer.boot().findModule(NAME).isPresent(); }
}
