package dev.jacobi.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** All of native memory as one segment: kernels address it absolutely, after the entry points have checked the bounds. */
final class NativeMemory {

    /** One constant segment keeps the vector accesses monomorphic whatever other segments the process uses. */
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /**
     * Has all bits that an address may have. The compiler knows of what was cut off by it that it lies inside {@link #ALL}, and leaves out the check of its
     * bounds: in an inner loop that takes as long as the work.
     */
    static final long ADDRESS = Long.MAX_VALUE >> 1;

    private NativeMemory() {
    }

    static long longAt(long address) {
        return ALL.get(JAVA_LONG_UNALIGNED, address & ADDRESS);
    }

    static void putLong(long address, long value) {
        ALL.set(JAVA_LONG_UNALIGNED, address & ADDRESS, value);
    }

    static int intAt(long address) {
        return ALL.get(JAVA_INT_UNALIGNED, address & ADDRESS);
    }

    static void putInt(long address, int value) {
        ALL.set(JAVA_INT_UNALIGNED, address & ADDRESS, value);
    }
}
