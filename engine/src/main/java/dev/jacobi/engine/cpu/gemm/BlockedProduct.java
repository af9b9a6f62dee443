package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.threads.Workers;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One product by the blocked algorithm of Goto and van de Geijn: panels of B as wide as a tile, packed once per block of the depth; then
 * tile after tile of C. Blocks of the depth depend on the sizes only, so neither the number of threads nor the order of work shows.
 */
final class BlockedProduct {

    /**
     * Depth of a block: a panel of B (64 floats wide) stays in the second-level cache, from where it comes as fast as it is used; the deeper, the less often
     * C is read and written.
     */
    private static final int MAX_DEPTH = 1024;
    private static final int MAX_COLUMNS = 4096;
    /** Row groups that one part works through, at most: the rows of A stay in the second-level cache; and enough to pay for getting a panel of B there. */
    private static final int MAX_GROUPS = 40;
    /** Up to so many rows a panel of B is not used often enough to pay for packing it. */
    private static final int DIRECT_ROWS = 96;
    private static final double DIRECT_MULTIPLICATIONS = 160.0 * 160 * 160;
    /**
     * Nor is it packed if B is so small and its rows so short that the second-level cache holds a panel as well where it is: float32 products of 256 take 110
     * instead of 134 us, of 512 770 instead of 870. Rows of whole pages would share few places of the caches.
     */
    private static final long DIRECT_BYTES = 5L << 18;
    private static final long DIRECT_ROW_BYTES = 4096;
    /** From here on an A whose rows aren't contiguous is packed: each step along the depth would cost an address translation. */
    private static final double PACK_A_MULTIPLICATIONS = 400.0 * 400 * 400;
    private static final double MULTIPLICATIONS_PER_NANO = 50;
    private static final double SHORTEST_PART_NANOS = 4_000;
    private static final double PACKED_PER_NANO = 2;

    private static final int CACHE_LINE = 64;

    private final KernelSet kernels;
    private final Workers workers;
    private final boolean alone;
    private final Product x;
    private final int elementBytes;
    private final int panelColumns;
    /** Rows of a group. */
    private final int step;
    private final boolean packA;
    private final boolean direct;
    private final Optional<Rows> rows;

    // The block at hand; written between parallel sections.
    private int firstColumn;
    private int columns;
    private int firstDepth;
    private int depth;
    private long packedB;
    private int rowParts;
    private int columnParts;

    /**
     * @param alone whether to stay on this thread
     * @param rows what writes A, if it is in no memory yet
     */
    BlockedProduct(KernelSet kernels, Workers workers, boolean alone, Product product, Optional<Rows> rows) {
        this.rows = rows;
        this.kernels = kernels;
        this.workers = workers;
        this.alone = alone;
        this.x = product;
        this.elementBytes = kernels.lanes().elementBytes();
        this.panelColumns = kernels.columns();
        this.step = kernels.rows(product.n());
        boolean computed = product.element().isComputed();
        double multiplications = product.multiplications();
        this.packA = !computed || product.aRow() < 0 || product.aDepth() < 0 || product.aRow() * step > Integer.MAX_VALUE
                || product.aDepth() != elementBytes && multiplications >= PACK_A_MULTIPLICATIONS && product.n() >= 4 * panelColumns;
        this.direct = computed && product.bColumn() == elementBytes && product.bDepth() >= 0
                && (product.m() <= DIRECT_ROWS || multiplications <= DIRECT_MULTIPLICATIONS
                        || product.k() * product.bDepth() <= DIRECT_BYTES && product.bDepth() < DIRECT_ROW_BYTES);
    }

    void run() {
        int depthBlocks = ceilDiv(x.k(), MAX_DEPTH);
        int depthPerBlock = ceilDiv(x.k(), depthBlocks);
        for (firstColumn = 0; firstColumn < x.n(); firstColumn += MAX_COLUMNS) {
            columns = Math.min(MAX_COLUMNS, x.n() - firstColumn);
            for (firstDepth = 0; firstDepth < x.k(); firstDepth += depthPerBlock) {
                depth = Math.min(depthPerBlock, x.k() - firstDepth);
                runBlock();
            }
        }
    }

    private void runBlock() {
        int panels = ceilDiv(columns, panelColumns);
        if (!direct) {
            packedB = kernels.scratch().b((long) panels * panelBytes());
            int parts = alone ? 1 : Math.min(panels, workers.partsFor((double) columns * depth / PACKED_PER_NANO, SHORTEST_PART_NANOS));
            each(parts, part -> {
                for (int panel = cut(panels, part, parts); panel < cut(panels, part + 1, parts); panel++) {
                    packPanel(panel, panelAddress(panel));
                }
            });
        } else if (columns % kernels.lanes().count() != 0) {
            // The last panel ends inside a vector: only a copy can be read to the end of it.
            packedB = kernels.scratch().b(panelBytes());
            packPanel(panels - 1, packedB);
        }
        int groups = ceilDiv(x.m(), step);
        int threads = alone ? 1 : workers.threads();
        int wanted = alone ? 1 : workers.partsFor((double) x.m() * columns * depth / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS);
        rowParts = Math.max(ceilDiv(groups, MAX_GROUPS), Math.min(wanted, ceilDiv(groups, 2)));
        // As many parts for each thread: one that is left over would be waited for.
        rowParts = rowParts < threads ? rowParts : Math.min(groups, ceilDiv(rowParts, threads) * threads);
        // Each part over the columns would write the rows again.
        columnParts = rows.isPresent() && groups >= threads ? 1 : Math.clamp(ceilDiv(wanted, rowParts), 1, panels);
        each(rowParts * columnParts, this::computePart);
    }

    private void each(int parts, IntConsumer body) {
        if (alone || parts == 1) {
            for (int part = 0; part < parts; part++) {
                body.accept(part);
            }
        } else {
            workers.parallelFor(parts, body);
        }
    }

    private void computePart(int part) {
        int groups = ceilDiv(x.m(), step);
        int fromRow = cut(groups, part / columnParts, rowParts) * step;
        int toRow = Math.min(x.m(), cut(groups, part / columnParts + 1, rowParts) * step);
        int panels = ceilDiv(columns, panelColumns);
        int toPanel = cut(panels, part % columnParts + 1, columnParts);
        Optional<BlockOfA> inMemory = rows.map(r -> written(r, fromRow, toRow));
        Optional<BlockOfA> a = Optional.empty();
        boolean loaded = false;
        for (int panel = cut(panels, part % columnParts, columnParts); panel < toPanel; panel++) {
            Optional<MicroKernel> kernel = kernels.kernel(step, vectorsOf(panel));
            Optional<TileStore> store = kernels.store();
            if (kernel.isEmpty() || store.isEmpty()) {
                PlainBlock plain = kernels.scratch().plain(MAX_GROUPS * Tile.MAX_ROWS, panelColumns, MAX_DEPTH);
                if (!loaded) {
                    BlockOfA source = inMemory.orElseGet(() -> inPlace(fromRow));
                    plain.loadA(x.element(), source.address, source.rowStride, source.depthStride, toRow - fromRow, depth);
                    loaded = true;
                }
                plain.multiply(addressInB(panel), depthStrideInB(panel), widthOf(panel), addressInC(fromRow, panel), x.cRow(),
                        accumulates());
                continue;
            }
            if (a.isEmpty()) {
                a = Optional.of(inMemory.orElseGet(() -> packA ? packed(fromRow, toRow) : inPlace(fromRow)));
            }
            computePanel(kernel.get(), store.get(), panel, a.get(), fromRow, toRow);
        }
    }

    /**
     * Rows of A at the depth at hand.
     *
     * @param groupStride bytes from one group of rows to the next
     */
    private record BlockOfA(long address, long rowStride, long depthStride, long groupStride) {}

    private void computePanel(MicroKernel kernel, TileStore store, int panel, BlockOfA block, int fromRow, int toRow) {
        int lanes = kernels.lanes().count();
        int width = widthOf(panel);
        int vectors = vectorsOf(panel);
        int wholeVectors = width / lanes;
        long a = block.address;
        long b = addressInB(panel);
        long bDepth = depthStrideInB(panel);
        long c = addressInC(fromRow, panel);
        Tile tile = kernels.scratch().tile;
        for (int row = fromRow; row < toRow; row += step) {
            int rows = Math.min(step, toRow - row);
            MicroKernel fitting = rows == step ? kernel : kernels.kernel(rows, vectors, step, kernel);
            fitting.multiply(depth, a, block.rowStride, block.depthStride, rows, b, bDepth, tile);
            store.store(tile, c, x.cRow(), rows, wholeVectors, accumulates());
            if (width % lanes != 0) {
                tile.storeColumns(c, x.cRow(), rows, wholeVectors * lanes, width, accumulates());
            }
            a += block.groupStride;
            c += step * x.cRow();
        }
    }

    private boolean accumulates() {
        return x.accumulate() || firstDepth > 0;
    }

    private int widthOf(int panel) {
        return Math.min(panelColumns, columns - panel * panelColumns);
    }

    private int vectorsOf(int panel) {
        return ceilDiv(widthOf(panel), kernels.lanes().count());
    }

    private BlockOfA inPlace(int row) {
        return new BlockOfA(addressInA(row), x.aRow(), x.aDepth(), step * x.aRow());
    }

    private BlockOfA written(Rows rows, int fromRow, int toRow) {
        long address = kernels.scratch().a((long) (toRow - fromRow) * depth * elementBytes);
        rows.write(fromRow, toRow, firstDepth, firstDepth + depth, address);
        long rowStride = rows.isAlongDepth() ? (long) depth * elementBytes : elementBytes;
        long depthStride = rows.isAlongDepth() ? elementBytes : (long) (toRow - fromRow) * elementBytes;
        return new BlockOfA(address, rowStride, depthStride, step * rowStride);
    }

    private long addressInA(int row) {
        return x.a() + row * x.aRow() + firstDepth * x.aDepth();
    }

    private boolean isInPlace(int panel) {
        return direct && widthOf(panel) % kernels.lanes().count() == 0;
    }

    private long addressInB(int panel) {
        return isInPlace(panel) ? sourceOf(panel) : direct ? packedB : panelAddress(panel);
    }

    private long depthStrideInB(int panel) {
        return isInPlace(panel) ? x.bDepth() : (long) vectorsOf(panel) * kernels.lanes().bits() / 8;
    }

    private long addressInC(int row, int panel) {
        return x.c() + row * x.cRow() + (firstColumn + (long) panel * panelColumns) * elementBytes;
    }

    private long sourceOf(int panel) {
        return x.b() + firstDepth * x.bDepth() + (firstColumn + (long) panel * panelColumns) * x.bColumn();
    }

    private void packPanel(int panel, long to) {
        Packing.pack(x.element(), sourceOf(panel), x.bDepth(), x.bColumn(), depth, widthOf(panel),
                vectorsOf(panel) * kernels.lanes().count(), panelBytes(), to);
    }

    private long panelAddress(int panel) {
        return packedB + panel * panelBytes();
    }

    private long panelBytes() {
        return (long) depth * panelColumns * elementBytes;
    }

    private BlockOfA packed(int fromRow, int toRow) {
        // Not a multiple of the first-level cache's ways: the groups are written side by side.
        long groupBytes = (long) depth * step * elementBytes + CACHE_LINE & -CACHE_LINE;
        long packed = kernels.scratch().a(ceilDiv(toRow - fromRow, step) * groupBytes);
        Packing.pack(x.element(), addressInA(fromRow), x.aDepth(), x.aRow(), depth, toRow - fromRow, step, groupBytes, packed);
        return new BlockOfA(packed, elementBytes, (long) step * elementBytes, groupBytes);
    }

    /** Where part {@code part} of {@code parts} begins in {@code total}. */
    private static int cut(int total, int part, int parts) {
        return (int) ((long) total * part / parts);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
