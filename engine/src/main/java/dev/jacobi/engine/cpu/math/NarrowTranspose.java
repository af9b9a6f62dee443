package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_1;
import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_2;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_1;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_2;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_4;

import dev.jacobi.engine.memory.OffHeap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blocks of 8 by 8 floats transposed on their way from memory to memory, in eight registers of 256 bits: as {@link RegisterTranspose}, but halves of rows change
 * places when they are read, which is cheaper than in registers.
 */
public final class NarrowTranspose {
    /** Rows and columns of a block. */
    public static final int SIDE = 8;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final long HALF = 4 * Float.BYTES;

    /** Whether this machine, as it is used, has registers for it and none that are wider. */
    public static boolean isPossible() {
        return VectorWidth.FLOATS == SPECIES;
    }

    /**
     * Transposes {@code count} blocks, one after the other. Each is read before any of it is written. Calls of no blocks bring this method to the optimising
     * compiler.
     *
     * @param fromStep bytes, at least 4, from the beginning of a row that is read to that of the next; {@code from} is that of the first block's first row
     * @param fromNext bytes from a block that is read to the next
     * @param toStep bytes from the beginning of a row that is written, a column of the block, to that of the next; {@code to} is that of the first
     * @param toNext bytes from a block that is written to the next
     */
    public static void blocks(int count, long from, long fromStep, long fromNext, long to, long toStep, long toNext) {
        for (int k = 0; k < count; k++, from += fromNext, to += toNext) {
            long middle = from + 4 * fromStep;
            FloatVector r0 = read(from).blend(read(middle - HALF), ODD_4);
            FloatVector r1 = read(from + fromStep).blend(read(middle + fromStep - HALF), ODD_4);
            FloatVector r2 = read(from + 2 * fromStep).blend(read(middle + 2 * fromStep - HALF), ODD_4);
            FloatVector r3 = read(from + 3 * fromStep).blend(read(middle + 3 * fromStep - HALF), ODD_4);
            FloatVector r4 = read(from + HALF).blend(read(middle), ODD_4);
            FloatVector r5 = read(from + fromStep + HALF).blend(read(middle + fromStep), ODD_4);
            FloatVector r6 = read(from + 2 * fromStep + HALF).blend(read(middle + 2 * fromStep), ODD_4);
            FloatVector r7 = read(from + 3 * fromStep + HALF).blend(read(middle + 3 * fromStep), ODD_4);
            FloatVector x;
            x = r0.blend(r2.rearrange(BY_2), ODD_2);
            r2 = r0.rearrange(BY_2).blend(r2, ODD_2);
            r0 = x;
            x = r1.blend(r3.rearrange(BY_2), ODD_2);
            r3 = r1.rearrange(BY_2).blend(r3, ODD_2);
            r1 = x;
            x = r4.blend(r6.rearrange(BY_2), ODD_2);
            r6 = r4.rearrange(BY_2).blend(r6, ODD_2);
            r4 = x;
            x = r5.blend(r7.rearrange(BY_2), ODD_2);
            r7 = r5.rearrange(BY_2).blend(r7, ODD_2);
            r5 = x;
            x = r0.blend(r1.rearrange(BY_1), ODD_1);
            r1 = r0.rearrange(BY_1).blend(r1, ODD_1);
            r0 = x;
            x = r2.blend(r3.rearrange(BY_1), ODD_1);
            r3 = r2.rearrange(BY_1).blend(r3, ODD_1);
            r2 = x;
            x = r4.blend(r5.rearrange(BY_1), ODD_1);
            r5 = r4.rearrange(BY_1).blend(r5, ODD_1);
            r4 = x;
            x = r6.blend(r7.rearrange(BY_1), ODD_1);
            r7 = r6.rearrange(BY_1).blend(r7, ODD_1);
            r6 = x;
            r0.intoMemorySegment(OffHeap.ALL, to & OffHeap.ADDRESS, OffHeap.ORDER);
            r1.intoMemorySegment(OffHeap.ALL, (to + toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r2.intoMemorySegment(OffHeap.ALL, (to + 2 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r3.intoMemorySegment(OffHeap.ALL, (to + 3 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r4.intoMemorySegment(OffHeap.ALL, (to + 4 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r5.intoMemorySegment(OffHeap.ALL, (to + 5 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r6.intoMemorySegment(OffHeap.ALL, (to + 6 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r7.intoMemorySegment(OffHeap.ALL, (to + 7 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
        }
    }

    /** Eight floats. Where they begin half a row after one of the first rows or before one of the last, they lie between the first row and the last. */
    private static FloatVector read(long at) {
        return FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, at & OffHeap.ADDRESS, OffHeap.ORDER);
    }

    private NarrowTranspose() {}
}
