package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Pipeline;
import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Loop;
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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One element-wise program on many small sets of operands: one loop for all, over several sets at a time, on all threads. Results that are neighbours share
 * a buffer, of {@link #ROWS} results or of {@link #SHARED} bytes: as with the smallest buffers, a result that is kept keeps so many neighbours. Sets that
 * are neighbouring rows of a matrix are read where they are; neighbouring columns in square blocks, so that each cache line is read once.
 */
final class SmallLoops {
    private static final int ROWS = 2 * FloatBlocks.SIDE;
    private static final long SHARED = 64 << 10, PAD = 64;
    private final LoopCode code;
    private final Backend.Sets sets;
    private final Data[] given;
    private final int count, leaves, elements;
    private final Shape shape;
    private final DType dtype;
    private final DType[] types;
    /** For each leaf whether all sets have one scalar. */
    private final boolean[] uniform;
    /** For each leaf the distance between its elements if that is one number, else 0. */
    private final int[] stride;
    private final Ints rowMajor;
    /**
     * For each leaf and set where the first element lies, or what the scalar is. Other threads read these and not the operands, whose cache lines they would
     * have to fetch from the thread that made them.
     */
    private final long[][] at;
    /** How many results share a buffer. */
    private final int together;

    private SmallLoops(Program program, Backend.Sets sets) {
        this.sets = sets;
        count = sets.count();
        given = sets.given();
        leaves = (int) program.steps().stream().filter(s -> s.what() instanceof Lowered.Given).count();
        types = new DType[leaves];
        uniform = new boolean[leaves];
        stride = new int[leaves];
        Step last = program.steps().getLast();
        shape = last.shape();
        dtype = last.dtype();
        elements = (int) shape.size();
        rowMajor = Strides.rowMajor(shape);
        Loop.Builder loop = new Loop.Builder();
        int[] value = new int[program.steps().size()];
        int k = 0;
        for (int i = 0; i < value.length; i++) {
            Step step = program.steps().get(i);
            int[] in = Arrays.stream(step.operands()).map(o -> value[o]).toArray();
            value[i] = switch (step.what()) {
                case Lowered.Given g -> {
                    types[k] = step.dtype();
                    uniform[k] = isUniform(k);
                    stride[k] = distance(given[k], step.shape());
                    yield loop.load(step.dtype(), uniform[k++]);
                }
                case Lowered.Map(var op) -> loop.apply(op, step.dtype(), in);
                case Lowered.Cast c -> loop.convert(in[0], step.dtype());
                default -> throw new AssertionError("only element-wise steps run side by side");
            };
        }
        loop.store(value[value.length - 1]);
        code = LoopCode.of(loop.build());
        at = new long[leaves][];
        for (int leaf = 0; leaf < leaves; leaf++) if (!uniform[leaf]) at[leaf] = places(leaf);
        long bytes = (long) elements * dtype.bytes();
        together = (int) Math.max(1, SHARED / bytes / ROWS) * ROWS;
    }

    private long[] places(int k) {
        long[] r = new long[count];
        int bytes = types[k].bytes();
        for (int i = 0; i < count; i++) {
            r[i] = switch (given[i * leaves + k]) {
                case Data.Strided s -> s.buffer().address() + s.offset() * bytes;
                case Data.Scalar s -> s.bits();
            };
        }
        return r;
    }

    /** One thread finds the sets while others already compute; then it computes as well, and hands the results out. */
    static void run(Program program, Supplier<Optional<Backend.Sets>> found) {
        new Pipeline<>(() -> found.get().map(sets -> new SmallLoops(program, sets)), SmallLoops::compute, SmallLoops::handOut)
                .run(Workers.shared());
    }

    private boolean isUniform(int k) {
        if (!(given[k] instanceof Data.Scalar(long first))) return false;
        for (int i = 1; i < count; i++) if (!(given[i * leaves + k] instanceof Data.Scalar(long bits) && bits == first)) return false;
        return true;
    }

    private static int distance(Data data, Shape shape) {
        if (!(data instanceof Data.Strided s)) return 0;
        if (s.isRowMajor(shape)) return 1;
        int found = 0;
        for (int k = 0; k < shape.rank(); k++) {
            if (shape.dim(k) == 1) continue;
            if (found != 0) return 0;
            found = s.strides().at(k);
        }
        return found;
    }

    /** The results. */
    private Data[] compute() {
        Data[] results = new Data[count];
        code.expect((long) count * elements);
        long bytes = (long) elements * dtype.bytes();
        try (Rows rows = new Rows()) {
            for (int first = 0; first < count; first += together) {
                int end = Math.min(count, first + together);
                Buffer buffer = Memory.shared().allocate((end - first) * bytes);
                for (int from = first; from < end; from += ROWS)
                    rows.run(from, Math.min(ROWS, end - from), buffer.address() + (from - first) * bytes);
                for (int i = first; i < end; i++) results[i] = new Data.Strided(buffer, (long) (i - first) * elements, rowMajor);
            }
        }
        Reference.reachabilityFence(given);
        return results;
    }

    private void handOut(Data[] results) {
        for (int i = 0; i < count; i++) sets.result().of(i, results[i]);
    }

    /** {@link #ROWS} sets at a time, on one thread. */
    private final class Rows implements AutoCloseable {
        private final LoopRunner runner = new LoopRunner(code, (long) ROWS * elements);
        private final Buffer[] gathered = new Buffer[leaves];
        private final float[] turning = new float[(elements + FloatBlocks.SIDE) * FloatBlocks.SIDE];
        private final long[] place = new long[leaves];

        void run(int first, int rows, long to) {
            for (int k = 0; k < leaves; k++) place[k] = uniform[k] ? ((Data.Scalar) given[k]).bits() : address(k, first, rows);
            int all = rows * elements;
            for (int start = 0; start < all; start += code.longest) {
                for (int k = 0; k < leaves; k++) runner.arguments[k] = uniform[k] ? place[k] : place[k] + (long) start * types[k].bytes();
                runner.arguments[leaves] = to + (long) start * dtype.bytes();
                runner.run(Math.min(code.longest, all - start));
            }
        }

        /** Where the elements of leaf {@code k} of {@code rows} sets lie side by side. */
        private long address(int k, int first, int rows) {
            int bytes = types[k].bytes();
            long begin = at[k][first];
            if (stride[k] == 1 && follow(k, first, rows, (long) elements * bytes)) return begin;
            if (gathered[k] == null) gathered[k] = Memory.shared().allocate((long) ROWS * elements * bytes + PAD);
            long to = gathered[k].address();
            if (rows == ROWS && Math.abs(stride[k]) > 1 && types[k] == DType.FLOAT32 && follow(k, first, rows, bytes)) {
                ColumnTurns.turn(begin, stride[k], elements, ROWS, turning, to);
                return to;
            }
            for (int r = 0; r < rows; r++) gather(k, first + r, (long) r * elements);
            return to;
        }

        /** Whether each of the sets begins {@code distance} bytes after the one before. */
        private boolean follow(int k, int first, int rows, long distance) {
            long[] places = at[k];
            for (int r = 1; r < rows; r++) if (places[first + r] != places[first] + r * distance) return false;
            return true;
        }

        private void gather(int k, int set, long to) {
            int bytes = types[k].bytes();
            if (stride[k] == 1) {
                MemorySegment.copy(OffHeap.ALL, at[k][set], OffHeap.ALL, gathered[k].address() + to * bytes, (long) elements * bytes);
            } else {
                Copies.copy(new Operand(given[set * leaves + k], shape, types[k]), new Data.Strided(gathered[k], to, rowMajor));
            }
        }

        @Override
        public void close() {
            runner.close();
            for (Buffer b : gathered) if (b != null) b.release();
        }
    }
}
