package dev.jacobi.kernel.session;

import java.lang.constant.ConstantDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * What the woven code of cells calls in place of methods that find or call a method which is known only when it runs: the same, but for methods that end the
 * process, and but for these finders themselves, in whose place it finds ours. Public because that code lives in another class loader;
 * not for people.
 */
public final class FoundMethods {
    /** Methods of {@link MethodHandles.Lookup} that have a counterpart here. */
    static final Set<String> LOOKUPS = Set.of("findStatic", "findVirtual", "bind", "unreflect");

    private FoundMethods() {}

    /** Stands for {@link Method#invoke} where it is referred to; where it is called, {@link #refuseExit} comes before it. */
    public static Object invoke(Method called, Object receiver, Object... arguments)
            throws IllegalAccessException, InvocationTargetException {
        refuseExit(called, receiver, arguments);
        return called.invoke(receiver, arguments);
    }

    /** Comes before every {@link Method#invoke} of a cell. */
    public static void refuseExit(Method called, Object receiver, Object... arguments) {
        if (called == null) {
            return;
        }
        Class<?> owner = called.getDeclaringClass();
        refuse(owner, called.getName());
        if (arguments == null || !isFinder(owner, called.getName())) {
            return;
        }
        if (owner == Method.class && receiver instanceof Method m) {
            refuseExit(m, arguments.length > 0 ? arguments[0] : null,
                    arguments.length > 1 && arguments[1] instanceof Object[] a ? a : null);
        } else if (arguments.length > 1 && arguments[1] instanceof String name) {
            refuse(arguments[0] instanceof Class<?> c ? c : arguments[0] == null ? null : arguments[0].getClass(), name);
        } else if (arguments.length == 1 && arguments[0] instanceof Method m) {
            refuse(m.getDeclaringClass(), m.getName());
        }
    }

    /** Stands for {@link MethodHandles.Lookup#findStatic}. */
    public static MethodHandle findStatic(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        refuse(owner, name);
        return lookup.findStatic(owner, name, type);
    }

    /** Stands for {@link MethodHandles.Lookup#findVirtual}. */
    public static MethodHandle findVirtual(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        refuse(owner, name);
        return instead(lookup.findVirtual(owner, name, type), owner, name);
    }

    /** Stands for {@link MethodHandles.Lookup#bind}. */
    public static MethodHandle bind(MethodHandles.Lookup lookup, Object receiver, String name, MethodType type)
            throws ReflectiveOperationException {
        MethodHandle found = lookup.bind(receiver, name, type);
        refuse(receiver.getClass(), name);
        return isFinder(receiver.getClass(), name) ? findVirtual(lookup, receiver.getClass(), name, type).bindTo(receiver) : found;
    }

    /** Stands for {@link MethodHandles.Lookup#unreflect}. */
    public static MethodHandle unreflect(MethodHandles.Lookup lookup, Method method) throws ReflectiveOperationException {
        MethodHandle found = lookup.unreflect(method);
        refuse(method.getDeclaringClass(), method.getName());
        return instead(found, method.getDeclaringClass(), method.getName());
    }

    /** Stands for {@link ConstantDesc#resolveConstantDesc}. */
    public static Object resolveConstantDesc(ConstantDesc constant, MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        Object resolved = constant.resolveConstantDesc(lookup);
        if (resolved instanceof MethodHandle handle) {
            try {
                var info = lookup.revealDirect(handle);
                refuse(info.getDeclaringClass(), info.getName());
                return instead(handle, info.getDeclaringClass(), info.getName());
            } catch (IllegalArgumentException e) {
                return handle; // none of a method
            }
        }
        return resolved;
    }

    private static MethodHandle instead(MethodHandle found, Class<?> owner, String name) throws ReflectiveOperationException {
        if (!isFinder(owner, name)) {
            return found;
        }
        MethodHandle ours = MethodHandles.lookup().findStatic(FoundMethods.class, name, found.type());
        return found.isVarargsCollector() ? ours.asVarargsCollector(Object[].class) : ours;
    }

    private static boolean isFinder(Class<?> owner, String name) {
        return owner == MethodHandles.Lookup.class && LOOKUPS.contains(name) || owner == Method.class && name.equals("invoke");
    }

    private static void refuse(Class<?> owner, String name) {
        if (owner != null && name != null && ExitRefusal.exits(owner.getName().replace('.', '/'), name)) {
            throw ExitRefusedException.of(owner, name);
        }
    }
}
