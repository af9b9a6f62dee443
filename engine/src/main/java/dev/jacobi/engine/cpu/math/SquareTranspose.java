package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Square blocks of floats transposed in vector registers, by exchanging ever larger halves of pairs of rows. */
public final class SquareTranspose {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    /** Rows and columns of a block: the lanes of a vector. */
    public static final int SIDE = SPECIES.length();
    static final VectorShuffle<Float> BY_1 = neighbours(1), BY_2 = neighbours(2), BY_4 = neighbours(4), BY_8 = neighbours(8);
    static final VectorMask<Float> ODD_1 = odd(1), ODD_2 = odd(2), ODD_4 = odd(4), ODD_8 = odd(8);

    private static VectorShuffle<Float> neighbours(int distance) {
        return VectorShuffle.fromOp(SPECIES, i -> (i ^ distance) % SPECIES.length());
    }

    private static VectorMask<Float> odd(int distance) {
        boolean[] bits = new boolean[SPECIES.length()];
        for (int i = 0; i < bits.length; i++) bits[i] = (i & distance) != 0;
        return VectorMask.fromArray(SPECIES, bits, 0);
    }

    /** Transposes the block in {@code a} whose rows lie side by side, each of {@link #SIDE} elements, in place. */
    public static void inPlace(float[] a, int from) {
        for (int pair = 0; pair < SIDE; pair += 2) exchange(a, from + pair * SIDE, from + (pair + 1) * SIDE, BY_1, ODD_1);
        for (int group = 0; group < SIDE; group += 4) {
            for (int k = 0; k < 2; k++) exchange(a, from + (group + k) * SIDE, from + (group + k + 2) * SIDE, BY_2, ODD_2);
        }
        if (SIDE >= 8) {
            for (int group = 0; group < SIDE; group += 8) {
                for (int k = 0; k < 4; k++) exchange(a, from + (group + k) * SIDE, from + (group + k + 4) * SIDE, BY_4, ODD_4);
            }
        }
        if (SIDE >= 16) {
            for (int k = 0; k < 8; k++) exchange(a, from + k * SIDE, from + (k + 8) * SIDE, BY_8, ODD_8);
        }
    }

    private static void exchange(float[] a, int first, int second, VectorShuffle<Float> neighbour, VectorMask<Float> odd) {
        FloatVector x = FloatVector.fromArray(SPECIES, a, first), y = FloatVector.fromArray(SPECIES, a, second);
        x.blend(y.rearrange(neighbour), odd).intoArray(a, first);
        x.rearrange(neighbour).blend(y, odd).intoArray(a, second);
    }

    private SquareTranspose() {}
}
