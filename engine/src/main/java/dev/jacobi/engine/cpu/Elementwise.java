package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;
import java.util.function.IntConsumer;

/** Loops over element-wise programs: tile by tile, load, compute, store. */
final class Elementwise {
    /** The shortest part worth a thread, in nanoseconds. */
    private static final double SHORTEST = 4_000;

    /** Puts the results into {@code out}, which may be the memory of a leaf whose elements lie there in row-major order. */
    static Data run(Group group, Shape shape, DType dtype, Buffer out) {
        if (ElementwiseBlocks.fits(group.leaves(), shape)) return ElementwiseBlocks.run(group, shape, dtype, out);
        if (shape.size() == 0) return Data.Strided.rowMajor(out, shape);
        Layout layout = Layout.flat(group.leaves(), shape);
        LoopCode code = LoopCode.of(group.loop(layout.uniform));
        boolean warming = code.isWarming(); // not yet for the call that asks for the kernel: that one has a head start
        code.expect(shape.size());
        long address = out.address();
        int longest = code.longest / layout.pattern * layout.pattern;
        chunks(shape.size(), code.nanosEach(), warming, (from, to) -> {
            try (LoopRunner runner = new LoopRunner(code, to - from);
                    Layout.Reader reader = layout.new Reader(runner.arguments, (int) Math.min(longest, to - from))) {
                for (long start = from; start < to;) {
                    long row = start / layout.length, within = start - row * layout.length;
                    int n = (int) Math.min(Math.min(longest, layout.length - within), to - start);
                    reader.seek(row, within, n);
                    runner.arguments[code.leaves] = address + start * dtype.bytes();
                    runner.run(n);
                    start += n;
                }
            }
        });
        layout.release();
        Reference.reachabilityFence(out);
        return Data.Strided.rowMajor(out, shape);
    }

    /** Work on the elements {@code from .. to - 1}. */
    interface Chunk {
        void run(long from, long to);
    }

    /** Cuts {@code size} elements into chunks of whole tiles, as many as their work is worth, and runs them on all threads. */
    static void chunks(long size, double nanosEach, Chunk chunk) {
        chunks(size, nanosEach, false, chunk);
    }

    /** @param warming whether code for this work is being compiled */
    static void chunks(long size, double nanosEach, boolean warming, Chunk chunk) {
        // One processor for the compiler, which the other threads would keep waiting: with two the kernel is there in a quarter of the time.
        int threads = warming ? Math.max(1, Workers.shared().threads() - 1) : Integer.MAX_VALUE;
        int parts = Math.min(threads, Workers.shared().partsFor(size * nanosEach, SHORTEST));
        long tiles = (size + Tile.SIZE - 1) / Tile.SIZE;
        if (parts < 2 || tiles < 2) {
            if (size > 0) chunk.run(0, size);
            return;
        }
        int n = (int) Math.min(parts, tiles);
        Workers.shared().parallelFor(n, new Parts(size, tiles, n, chunk));
    }

    /** Chunks by their numbers: a class, where a function would take a new process a millisecond. */
    private record Parts(long size, long tiles, int count, Chunk chunk) implements IntConsumer {
        @Override
        public void accept(int part) {
            chunk.run(tiles * part / count * Tile.SIZE, Math.min(size, tiles * (part + 1) / count * Tile.SIZE));
        }
    }

    /** Elements of one tile as the dtype of another. */
    static void convert(Tile from, Tile to, int n) {
        if (to.f != null && from.f != null) System.arraycopy(from.f, 0, to.f, 0, n);
        else if (to.d != null && from.f != null) for (int i = 0; i < n; i++) to.d[i] = from.f[i];
        else if (to.f != null && from.d != null) for (int i = 0; i < n; i++) to.f[i] = (float) from.d[i];
        else if (to.f != null && from.l != null && from.dtype != DType.UINT64) for (int i = 0; i < n; i++) to.f[i] = from.l[i];
        else if (to.d != null && from.l != null && from.dtype != DType.UINT64) for (int i = 0; i < n; i++) to.d[i] = from.l[i];
        else if (to.l != null && from.l != null && to.dtype != DType.BOOL) System.arraycopy(from.l, 0, to.l, 0, n);
        else
            for (int i = 0; i < n; i++) put(to, i, Scalars.cast(from.dtype, to.dtype, from.bits(i)));
        to.round(n);
    }

    static void put(Tile to, int i, long bits) {
        if (to.f != null) to.f[i] = (float) Double.longBitsToDouble(bits);
        else if (to.d != null) to.d[i] = Double.longBitsToDouble(bits);
        else
            to.l[i] = bits;
    }

    static Data iota(Shape shape, DType dtype) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        for (long i = 0; i < shape.size(); i++) Scalars.write(dtype, out.segment(), i * dtype.bytes(), Scalars.of(dtype, i));
        return Data.Strided.rowMajor(out, shape);
    }

    private Elementwise() {}
}
