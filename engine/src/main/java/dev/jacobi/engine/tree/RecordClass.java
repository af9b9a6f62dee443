package dev.jacobi.engine.tree;

import dev.jacobi.engine.type.TransformException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** How a class of records is read and made. Looked up once for each class: asking a class for its components takes a microsecond for each. */
final class RecordClass {
    private static final ClassValue<RecordClass> KNOWN = new ClassValue<>() {
        @Override
        protected RecordClass computeValue(Class<?> type) { return new RecordClass(type); }
    };

    private final Class<?> type;
    private final String[] names;
    private final Method[] accessors;
    private final Constructor<?> constructor;

    static RecordClass of(Class<?> type) { return KNOWN.get(type); }

    private RecordClass(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
        try {
            for (Method m : accessors) m.setAccessible(true);
        } catch (RuntimeException e) {
            throw new TransformException("tree",
                    "record " + type.getName() + " can't be read: make it public in an exported or opened package (" + e + ")");
        }
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new TransformException("tree",
                    "record " + type.getName() + " can't be made: make it public in an exported or opened package (" + e + ")");
        }
    }

    /** How many components it has. */
    int size() { return names.length; }

    /** The name of component {@code i}. */
    String name(int i) { return names[i]; }

    /** Component {@code i} of {@code r}. */
    Object component(Record r, int i) {
        try {
            return accessors[i].invoke(r);
        } catch (InvocationTargetException e) {
            throw new TransformException("tree", "reading " + names[i] + " of record " + type.getSimpleName() + " failed: " + e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** A record of these components. */
    Object construct(Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new TransformException("tree", "the constructor of record " + type.getSimpleName() + " failed: " + e.getCause());
        } catch (IllegalArgumentException e) {
            throw new TransformException("tree",
                    "record " + type.getSimpleName() + " can't hold " + Arrays.toString(arguments)
                            + ": its components are declared with narrower types");
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
