package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** Element-wise operations: tile by tile, load, compute, store. */
final class Elementwise {

    static Data run(Op op, Operand[] in, Shape shape, DType dtype) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Cursor[] cursors = new Cursor[in.length];
        Tile[] tiles = new Tile[in.length];
        for (int k = 0; k < in.length; k++) {
            cursors[k] = new Cursor(in[k]);
            tiles[k] = new Tile(in[k].dtype());
        }
        Tile result = new Tile(dtype);
        long size = shape.size();
        for (long start = 0; start < size; start += Tile.SIZE) {
            int n = (int) Math.min(Tile.SIZE, size - start);
            for (int k = 0; k < in.length; k++) tiles[k].load(cursors[k], start, n, 0);
            TileOps.apply(op, tiles, result, n);
            result.round(n);
            result.store(out.segment(), start, n);
        }
        return Data.Strided.rowMajor(out, shape);
    }

    static Data cast(Operand in, DType dtype) {
        Buffer out = Memory.shared().allocate(in.shape().size() * dtype.bytes());
        Cursor cursor = new Cursor(in);
        Tile from = new Tile(in.dtype()), to = new Tile(dtype);
        long size = in.shape().size();
        for (long start = 0; start < size; start += Tile.SIZE) {
            int n = (int) Math.min(Tile.SIZE, size - start);
            from.load(cursor, start, n, 0);
            convert(from, to, n);
            to.store(out.segment(), start, n);
        }
        return Data.Strided.rowMajor(out, in.shape());
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
