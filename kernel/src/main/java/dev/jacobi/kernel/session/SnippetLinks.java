package dev.jacobi.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Binds the names of the session's variables and methods to what they mean now. JShell makes a new class for every
 * redefinition and would leave earlier lambdas with the old one; here code of every age reaches variables and methods
 * by name through call sites that are changed on redefinition. So a lambda sees the new method, a variable keeps its value when
 * something it depends on is redefined, and no old class keeps an old value alive.
 */
final class SnippetLinks {
    /** The static method of a wrapper class that runs the snippet. */
    static final String RUN_METHOD = "do_it$";

    private record VariableKey(String name, Class<?> type) {}

    private record MethodKey(String name, MethodType type) {}

    private final InterruptSwitch interruptSwitch = new InterruptSwitch();
    private final Map<String, Field> variables = new HashMap<>();
    private final Map<VariableKey, MutableCallSite> readers = new HashMap<>();
    private final Map<VariableKey, MutableCallSite> writers = new HashMap<>();
    private final Map<MethodKey, MethodHandle> methods = new HashMap<>();
    private final Map<MethodKey, MutableCallSite> callers = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();

    InterruptSwitch interruptSwitch() {
        return interruptSwitch;
    }

    synchronized CallSite reader(String name, Class<?> type) {
        return readers.computeIfAbsent(new VariableKey(name, type), k -> new MutableCallSite(read(k)));
    }

    synchronized CallSite writer(String name, Class<?> type) {
        return writers.computeIfAbsent(new VariableKey(name, type), k -> new MutableCallSite(write(k)));
    }

    synchronized CallSite caller(String name, MethodType type) {
        var key = new MethodKey(name, type);
        return callers.computeIfAbsent(key, k -> new MutableCallSite(methods.getOrDefault(k, gone(type, name))));
    }

    /** Makes the static members of a new wrapper class what their names mean, and hands the old values on. */
    synchronized void declare(Class<?> wrapper) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(wrapper, MethodHandles.lookup());
        List<MutableCallSite> changed = new ArrayList<>();
        for (Field field : wrapper.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                declareVariable(field, changed);
            }
        }
        for (Method method : wrapper.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic() && !method.getName().equals(RUN_METHOD)) {
                MethodHandle handle = lookup.unreflect(method).asFixedArity();
                var key = new MethodKey(method.getName(), handle.type());
                methods.put(key, handle);
                retarget(callers.get(key), handle, changed);
            }
        }
        if (!changed.isEmpty()) {
            MutableCallSite.syncAll(changed.toArray(MutableCallSite[]::new));
        }
    }

    private void declareVariable(Field field, List<MutableCallSite> changed) throws ReflectiveOperationException {
        field.setAccessible(true);
        Field old = variables.put(field.getName(), field);
        if (old != null) {
            boolean sameType = old.getType() == field.getType();
            if (sameType) {
                field.set(null, old.get(null));
            } else if (!isDefault(old)) {
                lost.add(field.getName());
            }
            reset(old);
            if (!sameType) {
                relink(new VariableKey(old.getName(), old.getType()), changed);
            }
        }
        relink(new VariableKey(field.getName(), field.getType()), changed);
    }

    /** A declaration is about to run: its variables start empty, as the person asked for them anew. */
    synchronized void beginDeclaration(Class<?> wrapper) throws IllegalAccessException {
        for (Field field : wrapper.getDeclaredFields()) {
            Field current = variables.get(field.getName());
            if (field.equals(current)) {
                reset(current);
                lost.remove(field.getName());
            }
        }
    }

    /** Variables that could not keep their value since the last call, because their type was redefined. */
    synchronized List<String> takeLost() {
        List<String> names = List.copyOf(lost);
        lost.clear();
        return names;
    }

    /** Lets go of the value of a variable that no one can name any more. */
    synchronized void release(String variable) {
        Field field = variables.remove(variable);
        if (field != null) {
            try {
                reset(field);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("variable " + variable + " of a cell cannot be reached", e);
            }
        }
    }

    /** The value a variable has now. */
    synchronized Object value(String variable) {
        Field field = variables.get(variable);
        try {
            return field == null ? null : field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("variable " + variable + " of a cell cannot be reached", e);
        }
    }

    private void relink(VariableKey key, List<MutableCallSite> changed) {
        MutableCallSite reader = readers.get(key);
        if (reader != null) {
            retarget(reader, read(key), changed);
        }
        MutableCallSite writer = writers.get(key);
        if (writer != null) {
            retarget(writer, write(key), changed);
        }
    }

    private static void retarget(MutableCallSite site, MethodHandle target, List<MutableCallSite> changed) {
        if (site != null) {
            site.setTarget(target);
            changed.add(site);
        }
    }

    private MethodHandle read(VariableKey key) {
        Field field = variables.get(key.name());
        try {
            return field != null && field.getType() == key.type()
                    ? MethodHandles.lookup().unreflectGetter(field)
                    : gone(MethodType.methodType(key.type()), key.name());
        } catch (IllegalAccessException e) {
            throw new LinkageError("variable " + key.name() + " of a cell cannot be reached", e);
        }
    }

    private MethodHandle write(VariableKey key) {
        Field field = variables.get(key.name());
        try {
            return field != null && field.getType() == key.type()
                    ? MethodHandles.lookup().unreflectSetter(field)
                    : gone(MethodType.methodType(void.class, key.type()), key.name());
        } catch (IllegalAccessException e) {
            throw new LinkageError("variable " + key.name() + " of a cell cannot be reached", e);
        }
    }

    /** What old code does whose variable or method exists no more as it knew it. */
    private MethodHandle gone(MethodType type, String name) {
        try {
            MethodHandle make = MethodHandles.insertArguments(MethodHandles.lookup().findStatic(SnippetLinks.class, "goneException",
                    MethodType.methodType(IllegalStateException.class, String.class)), 0, name);
            MethodHandle raise = MethodHandles.throwException(type.returnType(), IllegalStateException.class);
            return MethodHandles.dropArguments(MethodHandles.foldArguments(raise, make), 0, type.parameterList())
                    .asType(type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("own method not found", e);
        }
    }

    private static IllegalStateException goneException(String name) {
        return new IllegalStateException("'" + name + "' was declared again with another type; the code that was called here"
                + " was compiled before that: run the cell that defines it again");
    }

    private static boolean isDefault(Field field) throws IllegalAccessException {
        Object value = field.get(null);
        return value == null || field.getType().isPrimitive() && value.equals(zero(field.getType()));
    }

    private static void reset(Field field) throws IllegalAccessException {
        field.set(null, field.getType().isPrimitive() ? zero(field.getType()) : null);
    }

    private static Object zero(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0);
    }
}
