package dev.jacobi.engine.cpu.codegen;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** All of native memory as one segment: kernels address it absolutely, after their callers have checked the bounds. */
public final class NativeMemory {

    /** One constant segment keeps vector accesses monomorphic whatever other segments the process uses. */
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    /** The machine's byte order. */
    public static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private NativeMemory() {}
}
