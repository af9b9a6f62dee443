package dev.jacobi.engine.cpu.codegen;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/** All of native memory as one segment: kernels address it absolutely, after their callers have checked the bounds. */
public final class NativeMemory {

    /** One constant segment keeps vector accesses monomorphic whatever other segments the process uses. */
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    /** The machine's byte order. */
    public static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static {
        // the first segment of each of these classes would throw away all code compiled before it that touches any segment
        List.of(MemorySegment.ofArray(new byte[1]), MemorySegment.ofArray(new char[1]), MemorySegment.ofArray(new short[1]),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new long[1]), MemorySegment.ofArray(new float[1]),
                MemorySegment.ofArray(new double[1]));
    }

    private NativeMemory() {}
}
