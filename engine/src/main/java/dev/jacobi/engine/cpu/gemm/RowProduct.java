package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * A row by a matrix with contiguous rows. Every element of the matrix is used once, so it is read in the order of memory: a few rows at a time, whose multiples are
 * added to sums in the first-level cache. Elements are summed in the order of {@link BlockedProduct}, so which of the two is taken does not show.
 */
final class RowProduct {

    /** Rows that are added at a time: so many streams are fetched ahead, and the sums are read and written a fourth as often. */
    static final int ROWS = 4;
    /** The sums leave the first-level cache room for the rows. */
    private static final int SUM_BYTES = 16 << 10;
    private static final int CACHE_LINE = 64;
    /** Bytes of a matrix that second-level caches have most of. */
    private static final long IN_CACHES = 4L << 20;
    /** Shorter rows are a few panels: the sums of these stay in registers. */
    private static final int LEAST_COLUMNS = 256;
    /** Fewer rows are not worth the writing and reading of sums. */
    private static final int LEAST_ROWS = 16;
    private static final int LEAST_PART_COLUMNS = 128;
    /** So many parts for each thread even out, even if some have one more. */
    private static final int MANY = 4;
    private static final double MULTIPLICATIONS_PER_NANO = 8;
    private static final double SHORTEST_PART_NANOS = 4_000;

    /** In place of rows that are missing: any sum plus zero times these is that sum, even if it is a negative zero. */
    private static final class NegativeZeros {
        private static final long FLOATS = row(Float.BYTES), DOUBLES = row(Double.BYTES);

        /** A vector may begin up to a cache line before it. */
        private static long row(int bytes) {
            MemorySegment row = Arena.global().allocate(CACHE_LINE + SUM_BYTES, CACHE_LINE);
            for (long sign = bytes - 1; sign < row.byteSize(); sign += bytes) {
                row.set(ValueLayout.JAVA_BYTE, sign, Byte.MIN_VALUE);
            }
            return row.address() + CACHE_LINE;
        }
    }

    private final Product x;
    private final KernelSet kernels;
    private final Optional<RowsKernel> kernel;
    private final int bytes;
    private final int lanes;
    private final int depthPerBlock;
    private final int blocks;
    private final int columnParts;
    /** Address of the row of A, its elements side by side. */
    private final long factors;
    /** Where the sums of the second block are, and how far those of the next are from them; C has those of the first. */
    private final long partial;
    private final long partialStride;

    private RowProduct(Product x, KernelSet kernels, int threads) {
        this.x = x;
        this.kernels = kernels;
        kernel = kernels.rowsKernel();
        bytes = x.element().bytes();
        lanes = kernels.lanes().count();
        // Blocks as those of a BlockedProduct.
        depthPerBlock = Math.ceilDiv(x.k(), Math.ceilDiv(x.k(), PlainBlock.MAX_DEPTH));
        blocks = Math.ceilDiv(x.k(), depthPerBlock);
        columnParts = Math.min(columnParts(blocks, threads), x.n() / LEAST_PART_COLUMNS);
        partialStride = Math.ceilDiv((long) x.n() * bytes, CACHE_LINE) * CACHE_LINE;
        partial = kernels.scratch().c((blocks - 1) * partialStride);
        factors = x.aDepth() == bytes ? x.a() : copied();
    }

    /**
     * Whether this is faster than a {@link BlockedProduct}, which goes down the rows panel by panel, and where a row of a panel is a single cache line reads lines
     * that nothing fetches ahead: by 4096 x 4096 floats in 8 to 20 ms instead of 3.5. Wider panels do so only in matrices that come from further away (at 512 bits
     * 4096 x 4096 in 4.4 ms instead of 2.2, 1024 x 1024 in 42 us instead of 48).
     */
    static boolean takes(Product x, KernelSet kernels) {
        return x.m() == 1 && x.n() >= LEAST_COLUMNS && x.k() >= LEAST_ROWS && x.element().isComputed() && !x.accumulate()
                && x.bColumn() == x.element().bytes()
                && (kernels.columns() * x.element().bytes() <= CACHE_LINE || (long) x.k() * x.n() * x.element().bytes() > IN_CACHES);
    }

    static void run(Product x, KernelSet kernels, Workers workers, boolean alone) {
        int wanted = alone ? 1 : workers.partsFor(x.multiplications() / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS);
        int threads = Math.min(wanted, workers.threads());
        RowProduct product = new RowProduct(x, kernels, threads);
        int parts = product.blocks * product.columnParts;
        if (threads == 1) {
            for (int part = 0; part < parts; part++) {
                product.computePart(part);
            }
        } else {
            workers.parallelFor(parts, product::computePart);
        }
        product.addBlocks();
    }

    /** As few as give all threads as many parts: the longer the pieces of rows, the faster they come. */
    private static int columnParts(int blocks, int threads) {
        int parts = 1;
        while (blocks < MANY * threads && blocks * parts % threads != 0) {
            parts++;
        }
        return parts;
    }

    /** The row of A, side by side. */
    private long copied() {
        long to = kernels.scratch().a((long) x.k() * bytes);
        for (int p = 0; p < x.k(); p++) {
            copy(x.a() + p * x.aDepth(), 1, to + (long) p * bytes);
        }
        return to;
    }

    private void computePart(int part) {
        int block = part / columnParts, columnPart = part % columnParts;
        int line = CACHE_LINE / bytes;
        int from = Workers.cut(x.n() / line, columnPart, columnParts) * line;
        int to = columnPart == columnParts - 1 ? x.n() : Workers.cut(x.n() / line, columnPart + 1, columnParts) * line;
        int firstRow = block * depthPerBlock;
        long into = block == 0 ? x.c() : partial + (block - 1) * partialStride;
        ALL.asSlice(into + (long) from * bytes, (long) (to - from) * bytes).fill((byte) 0);
        addRows(factors + (long) firstRow * bytes, x.b() + firstRow * x.bDepth(), x.bDepth(), Math.min(depthPerBlock, x.k() - firstRow),
                from,
                to,
                into);
    }

    /** Adds what the other blocks have to the first, in order. */
    private void addBlocks() {
        if (blocks > 1) {
            long ones = kernels.scratch().a((long) (blocks - 1) * bytes);
            for (int block = 0; block < blocks - 1; block++) {
                write(1, ones + (long) block * bytes);
            }
            addRows(ones, partial, partialStride, blocks - 1, 0, x.n(), x.c());
        }
    }

    /** Adds multiples of rows to sums, both from a column on to another. */
    private void addRows(long factors, long rows, long stride, int count, int from, int to, long sums) {
        RowsKernel adder = kernel.isPresent() ? kernel.get() : new PlainRows(kernels.lanes());
        for (int column = from; column < to; column += SUM_BYTES / bytes) {
            int width = Math.min(SUM_BYTES / bytes, to - column);
            addPiece(adder, factors, rows + (long) column * bytes, stride, count, width, sums + (long) column * bytes);
        }
    }

    /** The same for columns whose sums fit the first-level cache. */
    private void addPiece(RowsKernel adder, long factors, long row, long stride, int count, int width, long sums) {
        int vectors = width / lanes, rest = width % lanes;
        // The columns behind the whole vectors are in one more that ends with them; other sums in it are of no use.
        long back = (long) (width - lanes) * bytes;
        long last = kernels.scratch().b(2 * CACHE_LINE);
        if (rest > 0) {
            copy(sums + back, lanes, last);
        }
        long none = x.element() == Element.FLOAT64 ? NegativeZeros.DOUBLES : NegativeZeros.FLOATS;
        for (int left = count; left > 0; left -= ROWS) {
            long row1 = left > 1 ? row + stride : none, row2 = left > 2 ? row + 2 * stride : none,
                    row3 = left > 3 ? row + 3 * stride : none;
            if (left < ROWS) {
                factors = withZeros(factors, left, last + CACHE_LINE);
            }
            adder.add(vectors, factors, row, row1, row2, row3, sums);
            if (rest > 0) {
                adder.add(1, factors, row + back, row1 + back, row2 + back, row3 + back, last);
            }
            factors += ROWS * bytes;
            row += ROWS * stride;
        }
        if (rest > 0) {
            copy(last + (long) (lanes - rest) * bytes, rest, sums + (long) vectors * lanes * bytes);
        }
    }

    private long withZeros(long factors, int count, long to) {
        copy(factors, count, to);
        for (int r = count; r < ROWS; r++) {
            write(0, to + (long) r * bytes);
        }
        return to;
    }

    private void write(int value, long address) {
        if (x.element() == Element.FLOAT64) {
            ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
        } else {
            ALL.set(JAVA_FLOAT_UNALIGNED, address, value);
        }
    }

    private void copy(long from, int count, long to) {
        MemorySegment.copy(ALL, from, ALL, to, (long) count * bytes);
    }
}
