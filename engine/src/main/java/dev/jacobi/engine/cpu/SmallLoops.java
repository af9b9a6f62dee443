package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * One element-wise program on many small sets of operands: one loop body for all, several sets a tile, on all threads. Results that are neighbours share a
 * buffer, of {@link #ROWS} results or of {@link #SHARED} bytes: as with the smallest buffers, a result that is kept keeps so many neighbours. Sets that are
 * neighbouring columns of a matrix are read in square blocks, so that each cache line is read once.
 */
final class SmallLoops {
    private static final int ROWS = FloatBlocks.SIDE;
    private static final long SHARED = 8 << 10;
    private static final double NANOS_A_SET = 40, SHORTEST = 8_000;

    private final TileProgram body = new TileProgram();
    private final Shape shape;
    private final DType dtype;
    private final int elements, leaves, count;
    private final Data[] given;
    /** For each leaf the distance between its elements, 0 for a scalar, or {@link #IRREGULAR}. */
    private final int[] stride;
    private final boolean regular;
    private static final int IRREGULAR = Integer.MIN_VALUE;

    private SmallLoops(Program program, int count, Data[] given) {
        this.count = count;
        this.given = given;
        int n = program.steps().size(), k = 0;
        int[] value = new int[n];
        int[] distances = new int[n];
        for (int i = 0; i < n; i++) {
            Step step = program.steps().get(i);
            int[] in = Arrays.stream(step.operands()).map(o -> value[o]).toArray();
            switch (step.what()) {
                case Lowered.Given g -> {
                    value[i] = body.load(i, new Operand(given[k], step.shape(), step.dtype()));
                    distances[k] = distance(given[k++], step.shape(), step.dtype());
                }
                case Lowered.Map(var op) -> value[i] = body.apply(op, in, step.dtype());
                case Lowered.Cast c -> value[i] = body.cast(in[0], step.dtype());
                default -> throw new AssertionError("only element-wise steps run side by side");
            }
        }
        body.finish();
        leaves = k;
        stride = Arrays.copyOf(distances, k);
        Step last = program.steps().getLast();
        shape = last.shape();
        dtype = last.dtype();
        elements = (int) shape.size();
        regular = elements > 0 && elements <= Tile.SIZE && Arrays.stream(stride).noneMatch(s -> s == IRREGULAR);
    }

    static void run(Program program, int count, Data[] given, Backend.ResultOf result) {
        new SmallLoops(program, count, given).run(result);
    }

    private static int distance(Data data, Shape shape, DType dtype) {
        if (!(data instanceof Data.Strided s)) return 0;
        if (dtype != DType.FLOAT32) return IRREGULAR;
        if (s.isRowMajor(shape)) return 1;
        int found = IRREGULAR;
        for (int k = 0; k < shape.rank(); k++) {
            if (shape.dim(k) == 1) continue;
            if (found != IRREGULAR) return IRREGULAR;
            found = s.strides().at(k);
        }
        return found;
    }

    private void run(Backend.ResultOf result) {
        long bytes = Math.max(1, (long) elements * dtype.bytes());
        int together = (int) Math.max(1, SHARED / bytes / ROWS) * ROWS;
        int groups = (count + together - 1) / together;
        Ints strides = Strides.rowMajor(shape);
        int parts = Workers.shared().partsFor(count * (NANOS_A_SET + elements * body.nanosEach()), SHORTEST);
        int shares = Math.max(1, Math.min(parts, groups));
        Workers.shared().parallelFor(shares, p -> {
            Group group = new Group();
            for (int g = (int) ((long) groups * p / shares); g < (long) groups * (p + 1) / shares; g++) {
                int first = g * together, end = Math.min(count, first + together);
                Buffer buffer = Memory.shared().allocate((end - first) * (long) elements * dtype.bytes());
                group.run(first, end, buffer);
                for (int i = first; i < end; i++) result.of(i, new Data.Strided(buffer, (long) (i - first) * elements, strides));
            }
        });
        Reference.reachabilityFence(given);
    }

    /** The tiles of one thread. */
    private final class Group {
        private final int aTile = regular ? Math.max(1, Tile.SIZE / Math.max(1, elements)) : 1;
        private final TileProgram.Run run = body.new Run((long) aTile * elements);
        private final float[][] columns = new float[leaves][];
        private final boolean[] turned = new boolean[leaves];
        private final float[] turning = regular ? new float[(elements + ROWS) * ROWS] : new float[0];

        void run(int first, int end, Buffer to) {
            for (int from = first; from < end; from += ROWS) {
                int rows = Math.min(ROWS, end - from);
                if (regular) for (int k = 0; k < leaves; k++) turned[k] = rows == ROWS && turn(k, from);
                for (int row = 0; row < rows; row += aTile) {
                    int start = from + row, here = Math.min(aTile, rows - row), skipped = row * elements;
                    Tile result = run.apply((k, into) -> load(k, start, here, skipped, into), here * elements);
                    result.store(to.segment(), (long) (start - first) * elements, here * elements);
                }
            }
        }

        private void load(int k, int first, int rows, int skipped, Tile into) {
            if (!regular) {
                into.load(new Cursor(given[first * leaves + k], shape, body.leaves().get(k).dtype()), 0, elements, 0);
            } else if (stride[k] == 0) {
                for (int r = 0; r < rows; r++) uniform(given[(first + r) * leaves + k], r * elements, into);
            } else if (turned[k]) {
                System.arraycopy(columns[k], skipped, into.f, 0, rows * elements);
            } else {
                for (int r = 0; r < rows; r++) strided((Data.Strided) given[(first + r) * leaves + k], stride[k], into.f, r * elements);
            }
        }

        private void uniform(Data data, int at, Tile into) {
            if (data instanceof Data.Scalar(long bits)) {
                if (into.f != null) Arrays.fill(into.f, at, at + elements, (float) Double.longBitsToDouble(bits));
                else if (into.d != null) Arrays.fill(into.d, at, at + elements, Double.longBitsToDouble(bits));
                else
                    Arrays.fill(into.l, at, at + elements, bits);
            } else {
                strided((Data.Strided) data, 0, into.f, at);
            }
        }

        private void strided(Data.Strided s, int step, float[] to, int at) {
            long address = s.buffer().address() + s.offset() * 4;
            if (step == 1) {
                FloatBlocks.load(OffHeap.ALL, address, to, at, elements);
            } else {
                for (int e = 0; e < elements; e++)
                    to[at + e] = OffHeap.ALL.get(java.lang.foreign.ValueLayout.JAVA_FLOAT, address + 4L * e * step);
            }
        }

        /** Reads leaf {@code k} of {@link #ROWS} sets from {@code first} on, if they are neighbouring columns. */
        private boolean turn(int k, int first) {
            int step = stride[k];
            if (step == 0 || step == 1 || !(given[first * leaves + k] instanceof Data.Strided s)) return false;
            for (int r = 1; r < ROWS; r++) {
                if (!(given[(first + r) * leaves + k] instanceof Data.Strided t) || t.buffer() != s.buffer()
                        || t.offset() != s.offset() + r)
                    return false;
            }
            if (columns[k] == null) columns[k] = new float[(elements + 1) * ROWS];
            long address = s.buffer().address() + s.offset() * 4;
            for (int e = 0; e < elements; e++) FloatBlocks.load(OffHeap.ALL, address + 4L * e * step, turning, e * ROWS, ROWS);
            // From the last block to the first: what a block writes over the end of a row belongs to the next row's first block.
            for (int e = (elements - 1) / ROWS * ROWS; e >= 0; e -= ROWS) {
                FloatBlocks.transpose(turning, e * ROWS);
                for (int r = 0; r < ROWS; r++) FloatBlocks.move(turning, (e + r) * ROWS, columns[k], r * elements + e);
            }
            return true;
        }
    }
}
