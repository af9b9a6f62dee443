package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;

/** The checks that make absolute addressing safe: native, alive, and every element inside its segment. */
final class Bounds {

    private Bounds() {
    }

    static void check(Element element, GemmShape shape, Matrix a, Matrix b, Target c) {
        check("A", a.base(), element, a.offset(), shape.batch(), a.batchStride(), shape.rows(), a.rowStride(), shape.depth(),
                a.columnStride());
        check("B", b.base(), element, b.offset(), shape.batch(), b.batchStride(), shape.depth(), b.rowStride(), shape.columns(),
                b.columnStride());
        check("C", c.base(), element.result(), c.offset(), shape.batch(), c.batchStride(), shape.rows(), c.leadingDimension(),
                shape.columns(), 1);
        if (c.base().isReadOnly()) {
            throw new IllegalArgumentException("[gemm] C is a read-only segment; a writable one is needed");
        }
        if (shape.rows() > 1 && c.leadingDimension() < shape.columns()) {
            throw new IllegalArgumentException("[gemm] C has leading dimension " + c.leadingDimension() + " and " + shape.columns()
                    + " columns: its rows would overlap; give a leading dimension of at least the columns");
        }
        // Neighbours are enough for an increasing stride; matrices that interleave inside the leading dimension are not worth telling apart.
        if (shape.batch() > 1 && c.batchStride() == 0) {
            throw new IllegalArgumentException("[gemm] C has batch stride 0 and a batch of " + shape.batch()
                    + ": the products would overwrite each other; give each its place");
        }
    }

    private static void check(String name, MemorySegment base, Element element, long offset, int batch, long batchStride, int rows,
            long rowStride, int columns, long columnStride) {
        if (!base.isNative()) {
            throw new IllegalArgumentException("[gemm] " + name + " is a heap segment; native memory is needed (Arena.allocate)");
        }
        if (!base.scope().isAlive()) {
            throw new IllegalStateException("[gemm] the memory of " + name + " was freed already (its arena is closed)");
        }
        if (batch == 0 || rows == 0 || columns == 0) {
            return;
        }
        long size = base.byteSize() / element.bytes();
        long low = offset;
        long high = offset;
        boolean overflow = false;
        try {
            long[] reaches = {Math.multiplyExact(batch - 1L, batchStride), Math.multiplyExact(rows - 1L, rowStride),
                    Math.multiplyExact(columns - 1L, columnStride)};
            for (long reach : reaches) {
                low = Math.addExact(low, Math.min(reach, 0));
                high = Math.addExact(high, Math.max(reach, 0));
            }
        } catch (ArithmeticException e) {
            overflow = true;
        }
        if (overflow || low < 0 || high >= size) {
            throw new IndexOutOfBoundsException("[gemm] " + name + " of batch " + batch + " x " + rows + " x " + columns + " with offset "
                    + offset + " and strides " + batchStride + ", " + rowStride + ", " + columnStride + " reaches outside its " + size
                    + " elements of " + element);
        }
    }
}
