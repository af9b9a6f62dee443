package dev.jacobi.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** What the woven code of cells calls. Public because that code lives in another class loader; not for people. */
public final class SnippetRuntime {
    private SnippetRuntime() {
    }

    /** Links a check of the interrupt switch. */
    public static CallSite check(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().interruptSwitch().site();
    }

    /** Links the reading of a variable of the session. */
    public static CallSite read(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().reader(name, type.returnType());
    }

    /** Links the writing of a variable of the session. */
    public static CallSite write(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().writer(name, type.parameterType(0));
    }

    /** Links a call of a method of the session. */
    public static CallSite call(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().caller(name, type);
    }

    /** Stands for {@link System#exit}. */
    public static void exit(int status) {
        throw new ExitRefusedException(status);
    }

    /** Stands for {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        throw new ExitRefusedException(status);
    }

    /** Comes before every {@link Method#invoke} of a cell. */
    public static void refuseExit(Method called) {
        if (called != null && ExitRefusal.exits(called.getDeclaringClass().getName().replace('.', '/'), called.getName())) {
            throw new ExitRefusedException(called);
        }
    }

    /** Stands for {@link MethodHandles.Lookup#findStatic}. */
    public static MethodHandle findStatic(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        refuseExit(owner, name);
        return lookup.findStatic(owner, name, type);
    }

    /** Stands for {@link MethodHandles.Lookup#findVirtual}. */
    public static MethodHandle findVirtual(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        refuseExit(owner, name);
        return lookup.findVirtual(owner, name, type);
    }

    /** Stands for {@link MethodHandles.Lookup#bind}. */
    public static MethodHandle bind(MethodHandles.Lookup lookup, Object receiver, String name, MethodType type)
            throws ReflectiveOperationException {
        if (receiver != null) {
            refuseExit(receiver.getClass(), name);
        }
        return lookup.bind(receiver, name, type);
    }

    /** Stands for {@link MethodHandles.Lookup#unreflect}. */
    public static MethodHandle unreflect(MethodHandles.Lookup lookup, Method method) throws ReflectiveOperationException {
        refuseExit(method);
        return lookup.unreflect(method);
    }

    private static void refuseExit(Class<?> owner, String name) {
        if (owner != null && name != null && ExitRefusal.exits(owner.getName().replace('.', '/'), name)) {
            throw new ExitRefusedException(owner, name);
        }
    }

    private static SnippetLoader loader(MethodHandles.Lookup lookup) {
        return (SnippetLoader) lookup.lookupClass().getClassLoader();
    }
}
