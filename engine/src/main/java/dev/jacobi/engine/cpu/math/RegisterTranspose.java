package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_1;
import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_2;
import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_4;
import static dev.jacobi.engine.cpu.math.SquareTranspose.BY_8;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_1;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_2;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_4;
import static dev.jacobi.engine.cpu.math.SquareTranspose.ODD_8;

import dev.jacobi.engine.memory.OffHeap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blocks of 16 by 16 floats transposed on their way from memory to memory, in sixteen registers of 512 bits, by exchanging ever smaller halves of pairs of
 * rows. Written out: only what has a name of its own is sure to stay in a register. Where vectors have 256 bits there is {@link NarrowTranspose}, and for narrower
 * ones {@link SquareTranspose}, which is half as fast.
 */
public final class RegisterTranspose {
    /** Rows and columns of a block. */
    public static final int SIDE = 16;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    /** Whether this machine, as it is used, has registers for it. */
    public static boolean isPossible() {
        return VectorWidth.FLOATS == SPECIES;
    }

    /**
     * Transposes {@code count} blocks, one after the other. Each is read before any of it is written. Calls of no blocks bring this method to the optimising
     * compiler.
     *
     * @param fromStep bytes from the beginning of a row that is read to that of the next; {@code from} is that of the first block's first row
     * @param fromNext bytes from a block that is read to the next
     * @param toStep bytes from the beginning of a row that is written, a column of the block, to that of the next; {@code to} is that of the first
     * @param toNext bytes from a block that is written to the next
     */
    public static void blocks(int count, long from, long fromStep, long fromNext, long to, long toStep, long toNext) {
        for (int k = 0; k < count; k++, from += fromNext, to += toNext) {
            FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, from & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r2 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 2 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r3 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 3 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r4 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 4 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r5 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 5 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r6 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 6 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r7 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 7 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r8 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 8 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r9 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 9 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r10 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 10 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r11 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 11 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r12 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 12 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r13 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 13 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r14 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 14 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector r15 = FloatVector.fromMemorySegment(SPECIES, OffHeap.ALL, (from + 15 * fromStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            FloatVector x;
            x = r0.blend(r8.rearrange(BY_8), ODD_8);
            r8 = r0.rearrange(BY_8).blend(r8, ODD_8);
            r0 = x;
            x = r1.blend(r9.rearrange(BY_8), ODD_8);
            r9 = r1.rearrange(BY_8).blend(r9, ODD_8);
            r1 = x;
            x = r2.blend(r10.rearrange(BY_8), ODD_8);
            r10 = r2.rearrange(BY_8).blend(r10, ODD_8);
            r2 = x;
            x = r3.blend(r11.rearrange(BY_8), ODD_8);
            r11 = r3.rearrange(BY_8).blend(r11, ODD_8);
            r3 = x;
            x = r4.blend(r12.rearrange(BY_8), ODD_8);
            r12 = r4.rearrange(BY_8).blend(r12, ODD_8);
            r4 = x;
            x = r5.blend(r13.rearrange(BY_8), ODD_8);
            r13 = r5.rearrange(BY_8).blend(r13, ODD_8);
            r5 = x;
            x = r6.blend(r14.rearrange(BY_8), ODD_8);
            r14 = r6.rearrange(BY_8).blend(r14, ODD_8);
            r6 = x;
            x = r7.blend(r15.rearrange(BY_8), ODD_8);
            r15 = r7.rearrange(BY_8).blend(r15, ODD_8);
            r7 = x;
            x = r0.blend(r4.rearrange(BY_4), ODD_4);
            r4 = r0.rearrange(BY_4).blend(r4, ODD_4);
            r0 = x;
            x = r1.blend(r5.rearrange(BY_4), ODD_4);
            r5 = r1.rearrange(BY_4).blend(r5, ODD_4);
            r1 = x;
            x = r2.blend(r6.rearrange(BY_4), ODD_4);
            r6 = r2.rearrange(BY_4).blend(r6, ODD_4);
            r2 = x;
            x = r3.blend(r7.rearrange(BY_4), ODD_4);
            r7 = r3.rearrange(BY_4).blend(r7, ODD_4);
            r3 = x;
            x = r8.blend(r12.rearrange(BY_4), ODD_4);
            r12 = r8.rearrange(BY_4).blend(r12, ODD_4);
            r8 = x;
            x = r9.blend(r13.rearrange(BY_4), ODD_4);
            r13 = r9.rearrange(BY_4).blend(r13, ODD_4);
            r9 = x;
            x = r10.blend(r14.rearrange(BY_4), ODD_4);
            r14 = r10.rearrange(BY_4).blend(r14, ODD_4);
            r10 = x;
            x = r11.blend(r15.rearrange(BY_4), ODD_4);
            r15 = r11.rearrange(BY_4).blend(r15, ODD_4);
            r11 = x;
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
            x = r8.blend(r10.rearrange(BY_2), ODD_2);
            r10 = r8.rearrange(BY_2).blend(r10, ODD_2);
            r8 = x;
            x = r9.blend(r11.rearrange(BY_2), ODD_2);
            r11 = r9.rearrange(BY_2).blend(r11, ODD_2);
            r9 = x;
            x = r12.blend(r14.rearrange(BY_2), ODD_2);
            r14 = r12.rearrange(BY_2).blend(r14, ODD_2);
            r12 = x;
            x = r13.blend(r15.rearrange(BY_2), ODD_2);
            r15 = r13.rearrange(BY_2).blend(r15, ODD_2);
            r13 = x;
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
            x = r8.blend(r9.rearrange(BY_1), ODD_1);
            r9 = r8.rearrange(BY_1).blend(r9, ODD_1);
            r8 = x;
            x = r10.blend(r11.rearrange(BY_1), ODD_1);
            r11 = r10.rearrange(BY_1).blend(r11, ODD_1);
            r10 = x;
            x = r12.blend(r13.rearrange(BY_1), ODD_1);
            r13 = r12.rearrange(BY_1).blend(r13, ODD_1);
            r12 = x;
            x = r14.blend(r15.rearrange(BY_1), ODD_1);
            r15 = r14.rearrange(BY_1).blend(r15, ODD_1);
            r14 = x;
            r0.intoMemorySegment(OffHeap.ALL, to & OffHeap.ADDRESS, OffHeap.ORDER);
            r1.intoMemorySegment(OffHeap.ALL, (to + toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r2.intoMemorySegment(OffHeap.ALL, (to + 2 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r3.intoMemorySegment(OffHeap.ALL, (to + 3 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r4.intoMemorySegment(OffHeap.ALL, (to + 4 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r5.intoMemorySegment(OffHeap.ALL, (to + 5 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r6.intoMemorySegment(OffHeap.ALL, (to + 6 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r7.intoMemorySegment(OffHeap.ALL, (to + 7 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r8.intoMemorySegment(OffHeap.ALL, (to + 8 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r9.intoMemorySegment(OffHeap.ALL, (to + 9 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r10.intoMemorySegment(OffHeap.ALL, (to + 10 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r11.intoMemorySegment(OffHeap.ALL, (to + 11 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r12.intoMemorySegment(OffHeap.ALL, (to + 12 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r13.intoMemorySegment(OffHeap.ALL, (to + 13 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r14.intoMemorySegment(OffHeap.ALL, (to + 14 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
            r15.intoMemorySegment(OffHeap.ALL, (to + 15 * toStep) & OffHeap.ADDRESS, OffHeap.ORDER);
        }
    }

    private RegisterTranspose() {}
}
