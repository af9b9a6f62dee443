package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;

/** Reads an array's elements in row-major order through small views, so that a large array is never copied as a whole. */
final class Elements {
    /** How many elements a pass reads at most. */
    static final long LIMIT = 10_000_000;
    private static final int BLOCK = 1 << 14;

    /** Takes the elements, block by block. */
    interface Visit {
        void block(double[] values);
    }

    /** {@code x} as what can be drawn: of complex elements their magnitudes. */
    static Array drawn(Array x) {
        return x.dtype().isComplex() ? x.abs() : x;
    }

    /** Calls {@code visit} with all elements of {@code x} as doubles. */
    static void forEachBlock(Array x, Visit visit) {
        if (x.size() == 0) return;
        if (x.size() <= BLOCK) {
            visit.block(doubles(x));
            return;
        }
        int rows = x.dim(0);
        long row = x.size() / rows;
        int step = (int) Math.max(1, BLOCK / row);
        for (int i = 0; i < rows; i += step) {
            if (row > BLOCK) forEachBlock(x.get(i), visit);
            else
                visit.block(doubles(x.get(Index.slice(i, Math.min(i + step, rows)))));
        }
    }

    /** The elements of a small array; exact but for integers beyond 2^53. */
    static double[] doubles(Array x) {
        if (x.dtype() != DType.FLOAT32) return x.toDoubleArray();
        float[] floats = x.toFloatArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) values[i] = floats[i];
        return values;
    }

    /** {@code x}, or a view of evenly spaced elements of it that has no more than {@code limit}. */
    static Array sample(Array x, long limit) {
        while (x.size() > limit) {
            int longest = 0;
            for (int k = 1; k < x.ndim(); k++) if (x.dim(k) > x.dim(longest)) longest = k;
            long step = Math.min(x.dim(longest), (x.size() + limit - 1) / limit);
            Index[] every = new Index[x.ndim()];
            Arrays.fill(every, Index.all());
            every[longest] = Index.slice(0, x.dim(longest), (int) step);
            x = x.get(every);
        }
        return x;
    }

    private Elements() {}
}
