package dev.jacobi.engine.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/** The whole address space as one segment, so that every access in a process goes through one segment type. */
public final class OffHeap {

    /**
     * Kernels index this segment by absolute address, after their callers have checked the bounds. A single constant keeps
     * the profile of the access methods monomorphic and its bounds check constant. It keeps nothing alive: hold the
     * {@link Buffer} reachable meanwhile.
     */
    @SuppressWarnings("restricted")
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    /** The machine's byte order. */
    public static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /**
     * Has all bits that an address may have. The compiler knows of what was cut off by it that it lies inside {@link #ALL},
     * and leaves out the check of its bounds: in an inner loop that takes as long as the work.
     */
    public static final long ADDRESS = Long.MAX_VALUE >> 1;

    static {
        // the first segment of each of these classes would throw away all code compiled before it that touches any segment
        List.of(MemorySegment.ofArray(new byte[1]), MemorySegment.ofArray(new char[1]), MemorySegment.ofArray(new short[1]),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new long[1]), MemorySegment.ofArray(new float[1]),
                MemorySegment.ofArray(new double[1]));
    }

    private OffHeap() {
    }

    /** The 8 bytes at an address. */
    public static long longAt(long address) {
        return ALL.get(JAVA_LONG_UNALIGNED, address & ADDRESS);
    }

    /** Writes 8 bytes. */
    public static void putLong(long address, long value) {
        ALL.set(JAVA_LONG_UNALIGNED, address & ADDRESS, value);
    }

    /** The 8 bytes at an address as a double. */
    public static double doubleAt(long address) {
        return Double.longBitsToDouble(longAt(address));
    }

    /** Writes a double. */
    public static void putDouble(long address, double value) {
        putLong(address, Double.doubleToRawLongBits(value));
    }

    /** The 4 bytes at an address. */
    public static int intAt(long address) {
        return ALL.get(JAVA_INT_UNALIGNED, address & ADDRESS);
    }

    /** Writes 4 bytes. */
    public static void putInt(long address, int value) {
        ALL.set(JAVA_INT_UNALIGNED, address & ADDRESS, value);
    }
}
