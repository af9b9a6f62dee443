package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Where the first largest or smallest element of each line is; NaN is both. A line of neighbours is cut into tiles, of which only the one with the winner is
 * searched; lines that lie side by side are compared many at once.
 */
final class ArgReductions {
    private static final VectorSpecies<Float> FLOATS = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> INTS = VectorWidth.INTS;
    /** Fewer neighbours than this are not worth a loop of their own. */
    private static final int NARROW = 16;
    private static final double NANOS_FLOAT = 0.15, NANOS_OTHER = 1.2;

    static Data run(boolean largest, int axis, Operand x, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * 4);
        Lines lines = Lines.along(axis, x.shape());
        boolean side = lines.inner() >= NARROW && !isNear(x, axis);
        Operand seen = side ? x : Lines.axisLast(x, axis);
        Data.Strided data = seen.rowMajor();
        Operand in = new Operand(data, seen.shape(), x.dtype());
        double nanos = x.shape().size() * (x.dtype() == DType.FLOAT32 ? NANOS_FLOAT : NANOS_OTHER);
        if (shape.size() > 0) {
            if (side) columns(largest, in, lines, nanos, out);
            else
                rows(largest, in, lines, nanos, out);
        }
        seen.release(data);
        return Data.Strided.rowMajor(out, shape);
    }

    /** Whether neighbours along {@code axis} lie side by side in memory, though they do not in a row-major array. */
    private static boolean isNear(Operand x, int axis) {
        return x.data() instanceof Data.Strided s && s.strides().at(axis) == 1;
    }

    private static void rows(boolean largest, Operand x, Lines lines, double nanos, Buffer out) {
        int n = lines.n();
        long count = lines.count();
        Cursor cursor = new Cursor(x);
        int pieces = count == 1 ? Math.max(1, n / (1 << 16)) : 1;
        if (pieces > 1) {
            // one line: its pieces in parallel, then the first winner among them
            int[] at = new int[pieces];
            long[] best = new long[pieces];
            Scans.parts(pieces, nanos, (from, to) -> {
                Tile tile = new Tile(x.dtype());
                for (int p = (int) from; p < to; p++) {
                    int start = (int) ((long) n * p / pieces), end = (int) ((long) n * (p + 1) / pieces);
                    at[p] = start + line(largest, x, cursor, start, end - start, tile);
                    tile.load(cursor, at[p], 1, 0);
                    best[p] = tile.bits(0);
                }
            });
            int winner = 0;
            for (int p = 1; p < pieces; p++) if (beats(largest, x.dtype(), best[p], best[winner])) winner = p;
            out.segment().set(ValueLayout.JAVA_INT, 0, at[winner]);
            return;
        }
        Scans.parts(count, nanos, (from, to) -> {
            Tile tile = new Tile(x.dtype());
            for (long j = from; j < to; j++)
                out.segment().set(ValueLayout.JAVA_INT, j * 4, line(largest, x, cursor, j * n, n, tile));
        });
    }

    /** Where among the {@code n} elements from {@code start} of the row-major {@code x} on the winner is. */
    private static int line(boolean largest, Operand x, Cursor cursor, long start, int n, Tile tile) {
        if (x.dtype() == DType.FLOAT32) return ArgLine.of(largest, x.strided().buffer().address() + (x.strided().offset() + start) * 4, n);
        long best = 0;
        int winner = -1;
        for (int at = 0; at < n; at += Tile.SIZE) {
            int count = Math.min(Tile.SIZE, n - at);
            tile.load(cursor, start + at, count, 0);
            if (tile.f != null) {
                float extremum = extremum(largest, tile.f, count);
                long bits = Double.doubleToRawLongBits(extremum);
                if (winner < 0 || beats(largest, tile.dtype, bits, best)) {
                    best = bits;
                    winner = at;
                }
                if (extremum != extremum) break;
            } else {
                for (int i = 0; i < count; i++) {
                    long bits = tile.bits(i);
                    if (winner < 0 || beats(largest, tile.dtype, bits, best)) {
                        best = bits;
                        winner = at + i;
                    }
                }
            }
        }
        if (tile.f == null) return winner;
        int count = Math.min(Tile.SIZE, n - winner);
        tile.load(cursor, start + winner, count, 0);
        return winner + indexOf(tile.f, count, (float) Double.longBitsToDouble(best));
    }

    /** The largest or smallest of the first {@code n}, NaN if there is one. */
    private static float extremum(boolean largest, float[] x, int n) {
        int lanes = FLOATS.length(), i = 0;
        float r = largest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        VectorOperators.Comparison better = largest ? VectorOperators.GT : VectorOperators.LT;
        FloatVector a = FloatVector.broadcast(FLOATS, r), b = a;
        VectorMask<Float> nan = FLOATS.maskAll(false);
        for (; i <= n - 2 * lanes; i += 2 * lanes) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i), w = FloatVector.fromArray(FLOATS, x, i + lanes);
            a = a.blend(v, v.compare(better, a));
            b = b.blend(w, w.compare(better, b));
            nan = nan.or(v.compare(VectorOperators.NE, v)).or(w.compare(VectorOperators.NE, w));
        }
        if (nan.anyTrue()) return Float.NaN;
        a = a.blend(b, b.compare(better, a));
        r = a.reduceLanes(largest ? VectorOperators.MAX : VectorOperators.MIN);
        for (; i < n; i++) r = largest ? Math.max(r, x[i]) : Math.min(r, x[i]);
        return r;
    }

    private static int indexOf(float[] x, int n, float value) {
        for (int i = 0; i < n; i++) if (x[i] == value || x[i] != x[i]) return i;
        throw new AssertionError("the winner has gone");
    }

    private static boolean beats(boolean largest, DType dtype, long a, long b) {
        if (dtype == DType.UINT64) return largest ? Long.compareUnsigned(a, b) > 0 : Long.compareUnsigned(a, b) < 0;
        if (!dtype.isFloating()) return largest ? a > b : a < b;
        double x = Double.longBitsToDouble(a), y = Double.longBitsToDouble(b);
        return y == y && (x != x || (largest ? x > y : x < y));
    }

    private static void columns(boolean largest, Operand x, Lines lines, double nanos, Buffer out) {
        int n = lines.n(), width = Tile.SIZE;
        long inner = lines.inner(), across = Math.ceilDiv(inner, width);
        Cursor cursor = new Cursor(x);
        Scans.parts(lines.outer() * across, nanos, (from, to) -> {
            Tile tile = new Tile(x.dtype()), best = new Tile(x.dtype());
            int[] index = new int[width];
            for (long j = from; j < to; j++) {
                long first = j % across * width, corner = j / across * n * inner + first;
                int count = (int) Math.min(width, inner - first);
                best.load(cursor, corner, count, 0);
                java.util.Arrays.fill(index, 0, count, 0);
                for (int k = 1; k < n; k++) {
                    tile.load(cursor, corner + k * inner, count, 0);
                    if (tile.f != null) into(largest, tile.f, best.f, index, k, count);
                    else
                        into(largest, tile, best, index, k, count);
                }
                java.lang.foreign.MemorySegment.copy(index, 0, out.segment(), ValueLayout.JAVA_INT, (j / across * inner + first) * 4,
                        count);
            }
        });
    }

    private static void into(boolean largest, Tile x, Tile best, int[] index, int k, int n) {
        for (int i = 0; i < n; i++) {
            if (!beats(largest, x.dtype, x.bits(i), best.bits(i))) continue;
            if (x.d != null) best.d[i] = x.d[i];
            else
                best.l[i] = x.l[i];
            index[i] = k;
        }
    }

    private static void into(boolean largest, float[] x, float[] best, int[] index, int k, int n) {
        int lanes = FLOATS.length(), i = 0;
        VectorOperators.Comparison notBetter = largest ? VectorOperators.LE : VectorOperators.GE;
        for (; i < n; i += lanes) { // tiles have room for whole vectors
            FloatVector v = FloatVector.fromArray(FLOATS, x, i), b = FloatVector.fromArray(FLOATS, best, i);
            VectorMask<Float> wins = v.compare(notBetter, b).not().and(b.compare(VectorOperators.EQ, b));
            b.blend(v, wins).intoArray(best, i);
            IntVector.fromArray(INTS, index, i).blend(k, wins.cast(INTS)).intoArray(index, i);
        }
    }

    private ArgReductions() {}
}
