package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Where the first largest or smallest of floats side by side in memory is; NaN is both. */
final class ArgLine {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final MemorySegment ALL = OffHeap.ALL;
    /** Floats whose extremum is found before the place is looked for in the best such block, which is then still in the first-level cache. */
    private static final int BLOCK = 2048;

    /** The index of the winner among the {@code n} floats from address {@code at} on; there are some. */
    static int of(boolean largest, long at, int n) {
        int winner = 0;
        float best = largest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        for (int start = 0; start < n; start += BLOCK) {
            int count = Math.min(BLOCK, n - start);
            float e = largest ? largest(at + start * 4L, count) : smallest(at + start * 4L, count);
            if (e != e) return start + indexOf(at + start * 4L, count, e);
            if (start > 0 && !(largest ? e > best : e < best)) continue;
            best = e;
            winner = start;
        }
        return winner + indexOf(at + winner * 4L, Math.min(BLOCK, n - winner), best);
    }

    /** The largest of the first {@code n}, NaN if there is one: comparing and blending is cheaper than the lanes' own maximum. */
    private static float largest(long at, int n) {
        FloatVector a = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY), b = a;
        VectorMask<Float> nan = SPECIES.maskAll(false);
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            FloatVector v = load(at, i), w = load(at, i + LANES);
            a = a.blend(v, v.compare(VectorOperators.GT, a));
            b = b.blend(w, w.compare(VectorOperators.GT, b));
            nan = nan.or(v.compare(VectorOperators.NE, v)).or(w.compare(VectorOperators.NE, w));
        }
        if (nan.anyTrue()) return Float.NaN;
        float r = a.blend(b, b.compare(VectorOperators.GT, a)).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) r = Math.max(r, get(at, i));
        return r;
    }

    /** As {@link #largest}: a comparison has to be a constant where vectors are compared. */
    private static float smallest(long at, int n) {
        FloatVector a = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), b = a;
        VectorMask<Float> nan = SPECIES.maskAll(false);
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            FloatVector v = load(at, i), w = load(at, i + LANES);
            a = a.blend(v, v.compare(VectorOperators.LT, a));
            b = b.blend(w, w.compare(VectorOperators.LT, b));
            nan = nan.or(v.compare(VectorOperators.NE, v)).or(w.compare(VectorOperators.NE, w));
        }
        if (nan.anyTrue()) return Float.NaN;
        float r = a.blend(b, b.compare(VectorOperators.LT, a)).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) r = Math.min(r, get(at, i));
        return r;
    }

    /** The first that equals {@code value}, or is NaN. */
    private static int indexOf(long at, int n, float value) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(at, i);
            VectorMask<Float> found = v.compare(VectorOperators.EQ, value).or(v.compare(VectorOperators.NE, v));
            if (found.anyTrue()) return i + found.firstTrue();
        }
        for (; i < n; i++) if (get(at, i) == value || get(at, i) != get(at, i)) return i;
        throw new AssertionError("the winner has gone");
    }

    private static FloatVector load(long at, int i) {
        return FloatVector.fromMemorySegment(SPECIES, ALL, at + i * 4L, ByteOrder.nativeOrder());
    }

    private static float get(long at, int i) { return ALL.get(ValueLayout.JAVA_FLOAT, at + i * 4L); }

    private ArgLine() {}
}
