package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** Element-wise operations: tile by tile, load, compute, store. */
final class Elementwise {

    /** Nanoseconds that an element of a cheap operation takes, and of a transcendental one; and the shortest part worth a thread. */
    private static final double CHEAP = 0.15, DEAR = 0.6, SHORTEST = 4_000;

    static Data run(Op op, Operand[] in, Shape shape, DType dtype) {
        if (ElementwiseBlocks.fits(in, shape, dtype)) return ElementwiseBlocks.run(op, in, shape, dtype);
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Cursor[] cursors = new Cursor[in.length];
        for (int k = 0; k < in.length; k++) cursors[k] = new Cursor(in[k].withNearRows());
        chunks(shape.size(), TileOps.isTranscendental(op) ? DEAR : CHEAP, (from, to) -> {
            Tile[] tiles = new Tile[in.length];
            for (int k = 0; k < in.length; k++) tiles[k] = new Tile(in[k].dtype(), to - from);
            Tile result = new Tile(dtype, to - from);
            for (long start = from; start < to; start += Tile.SIZE) {
                int n = (int) Math.min(Tile.SIZE, to - start);
                for (int k = 0; k < tiles.length; k++) tiles[k].load(cursors[k], start, n, 0);
                TileOps.apply(op, tiles, result, n);
                result.round(n);
                result.store(out.segment(), start, n);
            }
        });
        java.lang.ref.Reference.reachabilityFence(in);
        return Data.Strided.rowMajor(out, shape);
    }

    static Data cast(Operand in, DType dtype) {
        Buffer out = Memory.shared().allocate(in.shape().size() * dtype.bytes());
        Cursor cursor = new Cursor(in.withNearRows());
        chunks(in.shape().size(), CHEAP, (first, to) -> {
            Tile from = new Tile(in.dtype(), to - first), into = new Tile(dtype, to - first);
            for (long start = first; start < to; start += Tile.SIZE) {
                int n = (int) Math.min(Tile.SIZE, to - start);
                from.load(cursor, start, n, 0);
                convert(from, into, n);
                into.store(out.segment(), start, n);
            }
        });
        java.lang.ref.Reference.reachabilityFence(in);
        return Data.Strided.rowMajor(out, in.shape());
    }

    /** Work on the elements {@code from .. to - 1}. */
    interface Chunk {
        void run(long from, long to);
    }

    /** Cuts {@code size} elements into chunks of whole tiles, as many as their work is worth, and runs them on all threads. */
    static void chunks(long size, double nanosEach, Chunk chunk) {
        int parts = Workers.shared().partsFor(size * nanosEach, SHORTEST);
        long tiles = (size + Tile.SIZE - 1) / Tile.SIZE;
        if (parts < 2 || tiles < 2) {
            if (size > 0) chunk.run(0, size);
            return;
        }
        int n = (int) Math.min(parts, tiles);
        Workers.shared().parallelFor(n, p -> chunk.run(tiles * p / n * Tile.SIZE, Math.min(size, tiles * (p + 1) / n * Tile.SIZE)));
    }

    private static void convert(Tile from, Tile to, int n) {
        if (to.f != null && from.f != null) System.arraycopy(from.f, 0, to.f, 0, n);
        else if (to.d != null && from.f != null) for (int i = 0; i < n; i++) to.d[i] = from.f[i];
        else if (to.f != null && from.d != null) for (int i = 0; i < n; i++) to.f[i] = (float) from.d[i];
        else if (to.f != null && from.l != null && from.dtype != DType.UINT64) for (int i = 0; i < n; i++) to.f[i] = from.l[i];
        else if (to.d != null && from.l != null && from.dtype != DType.UINT64) for (int i = 0; i < n; i++) to.d[i] = from.l[i];
        else if (to.l != null && from.l != null && to.dtype != DType.BOOL) System.arraycopy(from.l, 0, to.l, 0, n);
        else
            for (int i = 0; i < n; i++) put(to, i, Scalars.cast(from.dtype, to.dtype, from.bits(i)));
        if (to.l != null) to.round(n);
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
