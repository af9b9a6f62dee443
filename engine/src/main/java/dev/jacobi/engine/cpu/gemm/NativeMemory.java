package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** All of native memory as one segment: kernels address it absolutely, after the entry points have checked the bounds. */
final class NativeMemory {

    /** One constant segment keeps the vector accesses monomorphic whatever other segments the process uses. */
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private NativeMemory() {
    }
}
