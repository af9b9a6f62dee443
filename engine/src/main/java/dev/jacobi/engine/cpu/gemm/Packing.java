package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static dev.jacobi.engine.memory.OffHeap.intAt;
import static dev.jacobi.engine.memory.OffHeap.longAt;
import static dev.jacobi.engine.memory.OffHeap.putInt;
import static dev.jacobi.engine.memory.OffHeap.putLong;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Copies a strided block into panels: {@code depth} rows of so many contiguous elements, the last filled up with zeros. B is packed as it
 * is, A transposed, so both use the same code: by vectors where there are kernels for it that are compiled, else by plain loops, which are fast before any vector
 * code is.
 */
final class Packing {

    /** Rows this long are copied by the JDK's copy. */
    private static final int BULK_BYTES = 64;
    /** Rows at a time of all panels: what is read and written meanwhile stays in the first-level cache, whatever the strides. */
    private static final int BLOCK = 32;
    private static final long LOW = 0xffff_ffffL;

    private Packing() {
    }

    /**
     * @param width columns in the source
     * @param panelColumns columns of a panel
     * @param panelBytes from one panel to the next
     */
    static void pack(KernelSet kernels, Element element, long source, long depthStride, long widthStride, int depth, int width,
            int panelColumns, long panelBytes, long to) {
        int bytes = element.result().bytes();
        long row = (long) panelColumns * bytes;
        boolean straight = element.isComputed() && widthStride == bytes;
        boolean turned = element.isComputed() && !straight && depthStride == bytes && width >= kernels.lanes().count();
        Optional<RowCopy> copy = straight && panelColumns == kernels.columns() ? kernels.panelCopy() : Optional.empty();
        boolean sparse = depthStride >= KernelSet.GROUP_COLUMNS * bytes;
        Optional<RowCopy> groupCopy = straight && panelColumns <= KernelSet.GROUP_COLUMNS && sparse ? kernels.groupCopy()
                : Optional.empty();
        Optional<BlockTurn> turn = turned ? kernels.blockTurn() : Optional.empty();
        for (int p = 0; p < depth; p += BLOCK) {
            int rows = Math.min(BLOCK, depth - p);
            for (int j = 0, panel = 0; j < width; j += panelColumns, panel++) {
                int columns = Math.min(panelColumns, width - j);
                long from = source + p * depthStride + j * widthStride;
                long at = to + panel * panelBytes + p * row;
                if (columns == panelColumns && copy.isPresent()) {
                    copy.get().copy(rows, from, depthStride, at, row);
                } else if (columns == panelColumns && groupCopy.isPresent()) {
                    // Each row overwrites what is too much of the one before. The last one must not have it: nothing follows it in the source or the panel.
                    int whole = p + rows < depth ? rows : rows - 1;
                    groupCopy.get().copy(whole, from, depthStride, at, row);
                    packPlain(element, from + whole * depthStride, depthStride, widthStride, rows - whole, columns, at + whole * row, row);
                } else if (turn.isPresent()) {
                    turn(turn.get(), kernels.lanes().count(), element, from, widthStride, rows, columns, at, row);
                } else {
                    packPlain(element, from, depthStride, widthStride, rows, columns, at, row);
                }
                if (columns < panelColumns) {
                    zero(at, row, rows, (long) columns * bytes);
                }
            }
        }
    }

    /**
     * Transposes a matrix: writes its columns as rows.
     *
     * @param depth elements of a row in the source
     * @param width rows in the source, {@code widthStride} bytes apart
     * @param row bytes from one row of the result to the next
     */
    static void transpose(KernelSet kernels, Element element, long source, long widthStride, int depth, int width, long to, long row) {
        Optional<BlockTurn> turn = width >= kernels.lanes().count() ? kernels.blockTurn() : Optional.empty();
        int bytes = element.bytes();
        for (int p = 0; p < depth; p += BLOCK) {
            int rows = Math.min(BLOCK, depth - p);
            long from = source + (long) p * bytes;
            if (turn.isPresent()) {
                turn(turn.get(), kernels.lanes().count(), element, from, widthStride, rows, width, to + p * row, row);
            } else {
                packPlain(element, from, bytes, widthStride, rows, width, to + p * row, row);
            }
        }
    }

    /** As many whole blocks as there are, then what is left of the columns, then of the depth. */
    private static void turn(BlockTurn turn, int side, Element element, long source, long widthStride, int depth, int width, long panel,
            long row) {
        int bytes = element.bytes();
        int wholeDepth = depth / side * side;
        int wholeWidth = width / side * side;
        for (int p = 0; p < wholeDepth; p += side) {
            turn.turn(wholeWidth / side, source + (long) p * bytes, widthStride, side * widthStride, panel + p * row, row,
                    (long) side * bytes);
        }
        packPlain(element, source + wholeWidth * widthStride, bytes, widthStride, depth, width - wholeWidth,
                panel + (long) wholeWidth * bytes, row);
        packPlain(element, source + (long) wholeDepth * bytes, bytes, widthStride, depth - wholeDepth, wholeWidth,
                panel + wholeDepth * row, row);
    }

    private static void packPlain(Element element, long source, long depthStride, long widthStride, int depth, int width, long panel,
            long row) {
        switch (element) {
            case FLOAT32 -> packFloats(source, depthStride, widthStride, depth, width, panel, row);
            case FLOAT64 -> packDoubles(source, depthStride, widthStride, depth, width, panel, row);
            case FLOAT16, BFLOAT16 -> packHalves(element, source, depthStride, widthStride, depth, width, panel, row);
        }
    }

    private static void packFloats(long source, long depthStride, long widthStride, int depth, int width, long panel, long row) {
        if (widthStride == Float.BYTES) {
            copyRows(source, depthStride, depth, (long) width * Float.BYTES, panel, row);
            return;
        }
        int j = 0;
        for (; j + 2 <= width; j += 2) {
            long from = source + j * widthStride;
            long to = panel + (long) j * Float.BYTES;
            if (depthStride == Float.BYTES) {
                turnTwo(from, widthStride, depth, to, row);
            } else {
                gatherTwo(from, depthStride, widthStride, depth, to, row);
            }
        }
        if (j < width) {
            gatherInts(source + j * widthStride, depthStride, depth, panel + (long) j * Float.BYTES, row);
        }
    }

    /** Two columns of contiguous floats: blocks of two by two, which are two longs before and after. */
    private static void turnTwo(long source, long widthStride, int depth, long panel, long row) {
        int p = 0;
        for (; p + 2 <= depth; p += 2) {
            long from = source + (long) p * Float.BYTES;
            long to = panel + p * row;
            long left = longAt(from);
            long right = longAt(from + widthStride);
            putLong(to, left & LOW | right << 32);
            putLong(to + row, left >>> 32 | right & ~LOW);
        }
        if (p < depth) {
            gatherTwo(source + (long) p * Float.BYTES, Float.BYTES, widthStride, 1, panel + p * row, row);
        }
    }

    private static void gatherTwo(long source, long depthStride, long widthStride, int depth, long panel, long row) {
        for (int p = 0; p < depth; p++) {
            long from = source + p * depthStride;
            putLong(panel + p * row, intAt(from) & LOW | (long) intAt(from + widthStride) << 32);
        }
    }

    private static void gatherInts(long source, long depthStride, int depth, long panel, long row) {
        for (int p = 0; p < depth; p++) {
            putInt(panel + p * row, intAt(source + p * depthStride));
        }
    }

    private static void packDoubles(long source, long depthStride, long widthStride, int depth, int width, long panel, long row) {
        if (widthStride == Double.BYTES) {
            copyRows(source, depthStride, depth, (long) width * Double.BYTES, panel, row);
            return;
        }
        for (int j = 0; j < width; j++) {
            gatherLongs(source + j * widthStride, depthStride, depth, panel + (long) j * Double.BYTES, row);
        }
    }

    private static void gatherLongs(long source, long depthStride, int depth, long panel, long row) {
        for (int p = 0; p < depth; p++) {
            putLong(panel + p * row, longAt(source + p * depthStride));
        }
    }

    private static void packHalves(Element element, long source, long depthStride, long widthStride, int depth, int width, long panel,
            long row) {
        for (int p = 0; p < depth; p++) {
            long from = source + p * depthStride;
            long to = panel + p * row;
            for (int j = 0; j < width; j++) {
                ALL.set(JAVA_FLOAT_UNALIGNED, to + (long) j * Float.BYTES, element.read(from + j * widthStride));
            }
        }
    }

    private static void copyRows(long source, long depthStride, int depth, long bytes, long panel, long row) {
        if (bytes >= BULK_BYTES) {
            for (int p = 0; p < depth; p++) {
                MemorySegment.copy(ALL, source + p * depthStride, ALL, panel + p * row, bytes);
            }
            return;
        }
        // Three at a time: a row of A has six elements.
        long at = 0;
        for (; at + 3 * Long.BYTES <= bytes; at += 3 * Long.BYTES) {
            copyThreeLongs(source + at, depthStride, depth, panel + at, row);
        }
        for (; at + Long.BYTES <= bytes; at += Long.BYTES) {
            gatherLongs(source + at, depthStride, depth, panel + at, row);
        }
        if (at < bytes) {
            gatherInts(source + at, depthStride, depth, panel + at, row);
        }
    }

    private static void copyThreeLongs(long source, long depthStride, int depth, long panel, long row) {
        for (int p = 0; p < depth; p++) {
            long from = source + p * depthStride;
            long to = panel + p * row;
            long first = longAt(from);
            long second = longAt(from + Long.BYTES);
            long third = longAt(from + 2 * Long.BYTES);
            putLong(to, first);
            putLong(to + Long.BYTES, second);
            putLong(to + 2 * Long.BYTES, third);
        }
    }

    /** Zeroes what each row has behind its first {@code bytes}. In loops: for a few bytes a slice of memory takes longer to make than to fill. */
    private static void zero(long panel, long row, int depth, long bytes) {
        for (int p = 0; p < depth; p++) {
            long at = panel + p * row + bytes;
            long end = panel + (p + 1) * row;
            for (; at + Long.BYTES <= end; at += Long.BYTES) {
                putLong(at, 0);
            }
            if (at < end) {
                putInt(at, 0);
            }
        }
    }
}
