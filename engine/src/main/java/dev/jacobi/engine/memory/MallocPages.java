package dev.jacobi.engine.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ConcurrentHashMap;

/** Memory by malloc, for systems without mmap. */
final class MallocPages implements Pages {

    private static final MethodHandle MALLOC = PosixPages.function("malloc",
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = PosixPages.function("free",
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));

    /** What malloc gave, by the aligned address made of it. */
    private final ConcurrentHashMap<Long, Long> origins = new ConcurrentHashMap<>();

    @Override
    public long map(long bytes) {
        try {
            long origin = (long) MALLOC.invokeExact(bytes + SizeClass.ALIGNMENT);
            if (origin == 0) {
                return 0;
            }
            long aligned = (origin + SizeClass.ALIGNMENT - 1) & -SizeClass.ALIGNMENT;
            origins.put(aligned, origin);
            return aligned;
        } catch (Throwable e) {
            throw new AssertionError("malloc", e);
        }
    }

    @Override
    public void unmap(long address, long bytes) {
        long origin = origins.remove(address);
        try {
            FREE.invokeExact(origin);
        } catch (Throwable e) {
            throw new AssertionError("free", e);
        }
    }
}
