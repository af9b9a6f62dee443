package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Runs a loop operation by operation over tiles that stay in the first-level cache, on precompiled loops: what is there at once, and for what no kernel
 * is made. The tiles belong to one thread.
 */
final class LoopInterpreter {
    private final LoopCode code;
    private final Tile[] tiles;
    private final Tile[][] operands;
    private final Tile[] sums;

    LoopInterpreter(LoopCode code, long elements) {
        this.code = code;
        List<Loop.Instruction> body = code.loop.body();
        tiles = new Tile[code.registers.length];
        for (int r = 0; r < tiles.length; r++) tiles[r] = new Tile(code.registers[r], Math.max(1, elements));
        operands = new Tile[body.size()][];
        for (int i = 0; i < operands.length; i++) {
            int[] in = LoopCode.operands(body.get(i));
            operands[i] = new Tile[in.length];
            for (int k = 0; k < in.length; k++) operands[i][k] = tiles[code.register[in[k]]];
        }
        sums = new Tile[code.loop.folds().size()];
        for (int f = 0; f < sums.length; f++) sums[f] = new Tile(body.get(code.loop.folds().get(f).in()).dtype());
    }

    /** Does what the loop's kernel does for any {@code n}: see {@link LoopKernel#run}. */
    void run(long[] arguments, int n) {
        List<Loop.Instruction> body = code.loop.body();
        List<Loop.Fold> folds = code.loop.folds();
        int k = 0;
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i) instanceof Loop.Load load && load.uniform()) tiles[code.register[i]].fill(arguments[k]);
            if (body.get(i) instanceof Loop.Load) k++;
        }
        int segment = code.isCut ? (int) arguments[code.segment] : n, start = 0;
        do {
            for (int f = 0; f < sums.length; f++) sums[f].fill(folds.get(f).reduction().identity(sums[f].dtype));
            int end = Math.min(n, start + segment);
            segment(arguments, start, end);
            boolean totals = code.isCut && arguments[code.totals] != 0;
            for (int f = 0; f < sums.length; f++) {
                long to = arguments[code.folds + f];
                if (totals)
                    OffHeap.putDouble(to + start / segment * Double.BYTES,
                            Partials.ofFloats(folds.get(f).reduction(), sums[f].f, code.lanes));
                else
                    storePartials(sums[f], code.lanes, to + start / segment * LoopKernel.PARTIALS);
            }
            start = end;
        } while (start < n);
    }

    private void segment(long[] arguments, int from, int to) {
        List<Loop.Fold> folds = code.loop.folds();
        int together = code.accumulators * code.lanes, bulk = to - (to - from) % together, whole = to - (to - from) % code.lanes;
        boolean joined = false;
        for (int start = from; start < to;) {
            int end = Math.min(to, start + Tile.SIZE);
            if (!folds.isEmpty()) end = start < bulk ? Math.min(end, bulk) : start < whole ? Math.min(end, whole) : end;
            int count = end - start;
            compute(code.loop.body(), arguments, start, count);
            for (int s = 0; s < code.loop.stores().length(); s++) {
                int at = code.loop.stores().at(s);
                Tile t = tiles[code.register[at]];
                t.write(arguments[code.leaves + s] + (long) start * t.dtype.bytes(), count);
            }
            if (start >= whole && !joined) joined = join(folds);
            for (int f = 0; f < sums.length; f++) {
                Tile t = tiles[code.register[folds.get(f).in()]];
                TileReductions.accumulate(folds.get(f).reduction(), t, count, sums[f],
                        start < bulk ? together : Math.min(code.lanes, count));
            }
            start = end;
        }
        if (!joined) join(folds);
    }

    private void compute(List<Loop.Instruction> body, long[] arguments, int start, int count) {
        int leaf = 0;
        for (int i = 0; i < operands.length; i++) {
            Tile result = tiles[code.register[i]];
            switch (body.get(i)) {
                case Loop.Load(DType type, boolean uniform) -> {
                    if (!uniform) result.read(arguments[leaf] + (long) start * type.bytes(), count);
                    leaf++;
                }
                case Loop.Convert c -> Elementwise.convert(operands[i][0], result, count);
                case Loop.Apply(var op, var in, var type) -> {
                    TileOps.apply(op, operands[i], result, count);
                    result.round(count);
                }
            }
        }
    }

    /** Adds the vectors of partial results up as a kernel does. */
    private boolean join(List<Loop.Fold> folds) {
        for (int f = 0; f < sums.length; f++) {
            for (int step = code.accumulators / 2; step >= 1; step /= 2) {
                TileReductions.halve(folds.get(f).reduction(), sums[f], step * code.lanes);
            }
        }
        return true;
    }

    private static void storePartials(Tile t, int lanes, long at) {
        MemorySegment to = OffHeap.ALL;
        if (t.f != null) MemorySegment.copy(t.f, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, at, lanes);
        else if (t.d != null) MemorySegment.copy(t.d, 0, to, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, lanes);
        else if (LoopCost.partialBytes(t.dtype) == 4)
            for (int i = 0; i < lanes; i++) to.set(ValueLayout.JAVA_INT_UNALIGNED, at + i * 4L, (int) t.l[i]);
        else
            MemorySegment.copy(t.l, 0, to, ValueLayout.JAVA_LONG_UNALIGNED, at, lanes);
    }

    /** All that a run over {@code n} elements gives as one. */
    static long total(LoopCode code, int fold, long at, long n, long sum) {
        Loop.Fold f = code.loop.folds().get(fold);
        long segments = code.partials(n);
        if (code.givesTotals(n)) {
            double total = Double.longBitsToDouble(sum);
            for (long k = 0; k < segments; k++) total = Partials.combine(f.reduction(), total, OffHeap.doubleAt(at + k * Double.BYTES));
            return Double.doubleToRawLongBits(total);
        }
        DType type = code.loop.body().get(f.in()).dtype();
        long total = sum;
        for (long k = 0; k < segments; k++) total = total(f.reduction(), type, at + k * LoopKernel.PARTIALS, code.lanes, total);
        return total;
    }

    /** All partial results as one, summed up in double; what {@code reduction} of integers gives is wrapped to the dtype. */
    static long total(Reduction reduction, DType type, long at, int lanes, long sum) {
        MemorySegment from = OffHeap.ALL;
        if (type.isFloating()) {
            double part = type == DType.FLOAT64 ? Partials.ofDoubles(reduction, at, lanes) : Partials.ofFloats(reduction, at, lanes);
            return Double.doubleToRawLongBits(Partials.combine(reduction, Double.longBitsToDouble(sum), part));
        }
        long total = sum;
        for (int i = 0; i < lanes; i++) {
            long x = LoopCost.partialBytes(type) == 8 ? from.get(ValueLayout.JAVA_LONG_UNALIGNED, at + i * 8L)
                    : type == DType.UINT32 ? Integer.toUnsignedLong(from.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * 4L))
                            : from.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * 4L);
            total = reduction.combine().apply(type, total, x);
        }
        return total;
    }

    /** Combines the first {@code n} partial results at one place into those at another. */
    static void combineLanes(Reduction reduction, DType type, long from, long to, int n) {
        MemorySegment all = OffHeap.ALL;
        for (int i = 0; i < n; i++) {
            switch (type) {
                case FLOAT32, FLOAT16, BFLOAT16 -> {
                    float a = all.get(ValueLayout.JAVA_FLOAT_UNALIGNED, to + i * 4L),
                            b = all.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + i * 4L);
                    all.set(ValueLayout.JAVA_FLOAT_UNALIGNED, to + i * 4L,
                            reduction == Reduction.SUM ? a + b : (float) Partials.combine(reduction, a, b));
                }
                case FLOAT64 -> OffHeap.putDouble(to + i * 8L,
                        Partials.combine(reduction, OffHeap.doubleAt(to + i * 8L), OffHeap.doubleAt(from + i * 8L)));
                default -> {
                    boolean narrow = LoopCost.partialBytes(type) == 4;
                    long a = narrow ? all.get(ValueLayout.JAVA_INT_UNALIGNED, to + i * 4L)
                            : all.get(ValueLayout.JAVA_LONG_UNALIGNED, to + i * 8L);
                    long b = narrow ? all.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * 4L)
                            : all.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * 8L);
                    long r = reduction.combine().apply(type, a, b);
                    if (narrow) all.set(ValueLayout.JAVA_INT_UNALIGNED, to + i * 4L, (int) r);
                    else
                        all.set(ValueLayout.JAVA_LONG_UNALIGNED, to + i * 8L, r);
                }
            }
        }
    }
}
