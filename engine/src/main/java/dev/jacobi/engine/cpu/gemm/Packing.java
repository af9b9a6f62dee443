package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.cpu.gemm.NativeMemory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Copies a strided block into a panel: {@code depth} rows of {@code padded} contiguous elements, of which the first {@code width} come from
 * the source and the others are zero. B is packed as it is, A transposed, so both use the same code.
 */
final class Packing {

    /** Rows this long are copied by the JDK's copy, shorter ones element by element. */
    private static final int BULK = 16;

    private Packing() {
    }

    static void pack(Element element, long source, long depthStride, long widthStride, int depth, int width, int padded, long panel) {
        switch (element) {
            case FLOAT32 -> packFloats(source, depthStride, widthStride, depth, width, padded, panel);
            case FLOAT64 -> packDoubles(source, depthStride, widthStride, depth, width, padded, panel);
            case FLOAT16, BFLOAT16 -> packHalves(element, source, depthStride, widthStride, depth, width, padded, panel);
        }
    }

    private static void packFloats(long source, long depthStride, long widthStride, int depth, int width, int padded, long panel) {
        long row = (long) padded * Float.BYTES;
        if (widthStride == Float.BYTES && width >= BULK) {
            copyRows(source, depthStride, depth, (long) width * Float.BYTES, row, panel);
        } else {
            int j = 0;
            for (; j + 2 <= width; j += 2) {
                packTwoFloats(source + j * widthStride, depthStride, widthStride, depth, panel + (long) j * Float.BYTES, row);
            }
            if (j < width) {
                packInts(source + j * widthStride, depthStride, depth, panel + (long) j * Float.BYTES, row);
            }
        }
        zero(panel, row, depth, (long) width * Float.BYTES, row);
    }

    /** Two columns at a time, so that half as many stores are needed. */
    private static void packTwoFloats(long source, long depthStride, long widthStride, int depth, long panel, long row) {
        MemorySegment to = ALL.asSlice(panel, (depth - 1) * row + Long.BYTES);
        long at = 0;
        for (int p = 0; p < depth; p++) {
            long from = source + p * depthStride;
            long low = ALL.get(JAVA_INT_UNALIGNED, from) & 0xffff_ffffL;
            long high = (long) ALL.get(JAVA_INT_UNALIGNED, from + widthStride) << 32;
            to.set(JAVA_LONG_UNALIGNED, at, low | high);
            at += row;
        }
    }

    private static void packInts(long source, long depthStride, int depth, long panel, long row) {
        for (int p = 0; p < depth; p++) {
            ALL.set(JAVA_INT_UNALIGNED, panel + p * row, ALL.get(JAVA_INT_UNALIGNED, source + p * depthStride));
        }
    }

    private static void packDoubles(long source, long depthStride, long widthStride, int depth, int width, int padded, long panel) {
        long row = (long) padded * Double.BYTES;
        if (widthStride == Double.BYTES && width >= BULK) {
            copyRows(source, depthStride, depth, (long) width * Double.BYTES, row, panel);
        } else {
            for (int j = 0; j < width; j++) {
                long from = source + j * widthStride;
                long to = panel + (long) j * Double.BYTES;
                for (int p = 0; p < depth; p++) {
                    ALL.set(JAVA_DOUBLE_UNALIGNED, to + p * row, ALL.get(JAVA_DOUBLE_UNALIGNED, from + p * depthStride));
                }
            }
        }
        zero(panel, row, depth, (long) width * Double.BYTES, row);
    }

    private static void packHalves(Element element, long source, long depthStride, long widthStride, int depth, int width, int padded,
            long panel) {
        long row = (long) padded * Float.BYTES;
        for (int p = 0; p < depth; p++) {
            long from = source + p * depthStride;
            long to = panel + p * row;
            for (int j = 0; j < width; j++) {
                ALL.set(JAVA_FLOAT_UNALIGNED, to + (long) j * Float.BYTES, element.read(from + j * widthStride));
            }
        }
        zero(panel, row, depth, (long) width * Float.BYTES, row);
    }

    private static void copyRows(long source, long depthStride, int depth, long bytes, long row, long panel) {
        for (int p = 0; p < depth; p++) {
            MemorySegment.copy(ALL, source + p * depthStride, ALL, panel + p * row, bytes);
        }
    }

    /** Zeroes the bytes {@code from..to-1} of each row. */
    private static void zero(long panel, long row, int depth, long from, long to) {
        if (from < to) {
            for (int p = 0; p < depth; p++) {
                ALL.asSlice(panel + p * row + from, to - from).fill((byte) 0);
            }
        }
    }
}
