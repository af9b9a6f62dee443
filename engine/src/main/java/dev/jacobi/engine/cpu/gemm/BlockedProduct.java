package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.threads.Workers;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One product by the blocked algorithm of Goto and van de Geijn. A few panels of B, each as wide as a tile, stay in the second-level cache of the thread that packs
 * them, while the rows of A, of which a tile needs ten times less, come by from wherever they are. Blocks of the depth depend on the sizes only, so neither
 * the number of threads nor the order of work shows.
 */
final class BlockedProduct {

    /** Depth of a block: a panel of B, 64 floats wide, comes from the second-level cache as fast as it is used; the deeper, the less often C is read and written. */
    private static final int MAX_DEPTH = PlainBlock.MAX_DEPTH;
    private static final int MAX_COLUMNS = 4096;
    /** Rows of A that are packed at a time. */
    private static final int MAX_ROWS = 4096;
    /** Row groups that are written by one part, at most. */
    private static final int MAX_GROUPS = 40;
    /** Up to so many rows a panel of B is not used often enough to pay for packing it. */
    private static final int DIRECT_ROWS = 96;
    private static final double DIRECT_MULTIPLICATIONS = 160.0 * 160 * 160;
    /**
     * Nor is it packed if B is so small and its rows so short that the second-level cache holds a panel as well where it is: float32 products of 256 take 110
     * instead of 134 us, of 512 770 instead of 870. Rows of whole pages would share few places of the caches.
     */
    static final long DIRECT_BYTES = 5L << 18;
    /**
     * A row of a narrower panel is a single cache line, and those of a deep panel share so few places that not even the second-level cache holds it: products of 512
     * with vectors of 256 bits take 5.1 ms where B is, 3.7 packed.
     */
    private static final long NARROW_DIRECT_BYTES = 1L << 18;
    static final long DIRECT_ROW_BYTES = 4096;
    /**
     * If only half of B is small enough, and its rows are so many times those of A and C, C is made in two blocks of the depth: to read it once more takes less
     * than to pack B. 256 x 784 x 512: 620 -> 596 us.
     */
    static final int HALVED_DEPTHS = 2;
    /** From here on an A whose rows aren't contiguous is packed: each step along the depth would cost an address translation. */
    static final double PACK_A_MULTIPLICATIONS = 400.0 * 400 * 400;
    private static final double MULTIPLICATIONS_PER_NANO = 50;
    private static final double SHORTEST_PART_NANOS = 4_000;
    private static final double PACKED_PER_NANO = 2;

    private static final int CACHE_LINE = 64;

    private final KernelSet kernels;
    private final Workers workers;
    private final boolean alone;
    private final int threads;
    private final Product x;
    private final int elementBytes;
    private final int panelColumns;
    /** Rows of a group. */
    private final int step;
    private final boolean packA;
    private final boolean direct;
    private final int maxDepth;
    private final Optional<Rows> rows;
    private final PlainPanels plain;

    // The block at hand; written between parallel sections.
    private int firstRow;
    private int blockRows;
    private int firstColumn;
    private int columns;
    private int firstDepth;
    private int depth;
    /** Whether each part has panels of its own, which it packs itself if need be; else all are packed before. */
    private boolean ownPanels;
    private long sharedPanels;
    private BlockOfA sharedA;
    /** Whether some panels had no kernel yet when the block was begun. Once there are kernels nobody has to look for them again. */
    private boolean plainAtFirst;
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
        this.threads = alone ? 1 : workers.threads();
        this.x = product;
        this.elementBytes = kernels.lanes().elementBytes();
        this.panelColumns = kernels.columns();
        this.step = kernels.rows(product.n());
        this.plain = new PlainPanels(kernels, product);
        boolean computed = product.element().isComputed();
        double multiplications = product.multiplications();
        this.packA = rows.isEmpty() && (!computed || product.aRow() < 0 || product.aDepth() < 0
                || product.aRow() > MicroKernel.LARGEST_ROW_STRIDE
                || product.aDepth() != elementBytes && multiplications >= PACK_A_MULTIPLICATIONS && product.n() >= 4 * panelColumns);
        boolean halved = isHalved(product);
        this.maxDepth = halved ? Math.ceilDiv(product.k(), 2) : MAX_DEPTH;
        this.direct = computed && product.bColumn() == elementBytes && product.bDepth() >= 0
                && (product.m() <= DIRECT_ROWS || multiplications <= DIRECT_MULTIPLICATIONS
                        || product.k() * product.bDepth() <= directBytes(halved) && product.bDepth() < DIRECT_ROW_BYTES);
    }

    private long directBytes(boolean halved) {
        return panelColumns * elementBytes <= CACHE_LINE ? NARROW_DIRECT_BYTES : (halved ? 2 : 1) * DIRECT_BYTES;
    }

    /** By sizes alone, and not by where B lies: results depend on it. */
    private boolean isHalved(Product x) {
        long rowBytes = (long) x.n() * elementBytes;
        long bytes = x.k() * rowBytes;
        return rows.isEmpty() && x.element().isComputed() && rowBytes < DIRECT_ROW_BYTES && bytes > DIRECT_BYTES
                && bytes <= 2 * DIRECT_BYTES
                && x.k() >= HALVED_DEPTHS * x.m() && x.k() <= 2 * MAX_DEPTH && x.m() > DIRECT_ROWS;
    }

    void run() {
        int depthBlocks = Math.ceilDiv(x.k(), maxDepth);
        int depthPerBlock = Math.ceilDiv(x.k(), depthBlocks);
        int rowsPerBlock = packA ? MAX_ROWS / step * step : x.m();
        for (firstColumn = 0; firstColumn < x.n(); firstColumn += MAX_COLUMNS) {
            columns = Math.min(MAX_COLUMNS, x.n() - firstColumn);
            for (firstDepth = 0; firstDepth < x.k(); firstDepth += depthPerBlock) {
                depth = Math.min(depthPerBlock, x.k() - firstDepth);
                for (firstRow = 0; firstRow < x.m(); firstRow += rowsPerBlock) {
                    blockRows = Math.min(rowsPerBlock, x.m() - firstRow);
                    runBlock();
                }
            }
        }
    }

    private void runBlock() {
        int panels = Math.ceilDiv(columns, panelColumns);
        int groups = Math.ceilDiv(blockRows, step);
        plainAtFirst = isPlain(0, blockRows) || widthOf(panels - 1) < panelColumns && isPlain(panels - 1, blockRows);
        if (plainAtFirst) {
            PlainWarmUp.await(kernels.lanes());
        }
        int wanted = alone ? 1 : workers.partsFor((double) blockRows * columns * depth / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS);
        // Where the panels are shared out evenly no panel has to be fetched from another thread's cache, and nobody waits until all are packed.
        ownPanels = rows.isEmpty() && !(packA && direct) && panels >= 2 * threads && (panels % threads == 0 || panels >= 4 * threads);
        if (ownPanels) {
            // By two panels at a time the rows come by half as often; in place even more of them are together, since rows can be cut as well.
            int least = Math.ceilDiv(panels, plainAtFirst ? plain.together() : panelsTogether());
            // As many parts for each thread: eleven for two are as slow as twelve, of which each is shorter.
            least = Math.ceilDiv(least, threads) * threads;
            columnParts = Math.clamp(direct || plainAtFirst ? least : Math.max(wanted, least), threads, Math.max(threads, panels / 2));
            rowParts = direct || plainAtFirst && plain.readsInPlace() ? Math.clamp(wanted / columnParts, 1, Math.ceilDiv(groups, 2)) : 1;
        } else {
            rowParts = Math.max(rows.isPresent() ? Math.ceilDiv(groups, MAX_GROUPS) : 1, Math.min(wanted, Math.ceilDiv(groups, 2)));
            // As many parts for each thread: one that is left over would be waited for.
            rowParts = rowParts < threads ? rowParts : Math.min(groups, Math.ceilDiv(rowParts, threads) * threads);
            // Each part over the columns would write or pack the rows again.
            columnParts = (rows.isPresent() || packA && direct) && groups >= threads ? 1
                    : Math.clamp(Math.ceilDiv(wanted, rowParts), 1, panels);
            packSharedPanels(panels);
        }
        if (packA && !direct) {
            sharedA = packSharedRows(groups);
        }
        each(rowParts * columnParts, new Parts());
    }

    /** A class, where a function would do: see {@link KernelSlot}. */
    private final class Parts implements IntConsumer {
        @Override
        public void accept(int part) { computePart(part); }
    }

    private void packSharedPanels(int panels) {
        if (!direct) {
            sharedPanels = kernels.scratch().b(panels * panelBytes());
            int parts = packingParts(panels, columns);
            each(parts, part -> {
                for (int panel = Workers.cut(panels, part, parts); panel < Workers.cut(panels, part + 1, parts); panel++) {
                    packPanel(panel, sharedPanels + panel * panelBytes());
                }
            });
        } else if (columns % kernels.lanes().count() != 0) {
            // The last panel ends inside a vector: only a copy can be read to the end of it.
            sharedPanels = kernels.scratch().b(panelBytes());
            packPanel(panels - 1, sharedPanels);
        }
    }

    private BlockOfA packSharedRows(int groups) {
        BlockOfA all = spaceForPacked(groups);
        int parts = packingParts(groups, blockRows);
        each(parts, part -> {
            int from = Workers.cut(groups, part, parts);
            pack(from * step, Math.min(blockRows, Workers.cut(groups, part + 1, parts) * step), all.from(from));
        });
        return all;
    }

    private BlockOfA packed(int fromRow, int toRow) {
        BlockOfA own = spaceForPacked(Math.ceilDiv(toRow - fromRow, step));
        pack(fromRow, toRow, own);
        return own;
    }

    private BlockOfA spaceForPacked(int groups) {
        // Not a multiple of the first-level cache's ways: the groups are written side by side.
        long groupBytes = (long) depth * step * elementBytes + CACHE_LINE & -CACHE_LINE;
        return new BlockOfA(kernels.scratch().a(groups * groupBytes), elementBytes, (long) step * elementBytes, groupBytes);
    }

    private void pack(int fromRow, int toRow, BlockOfA to) {
        Packing.pack(kernels, x.element(), addressInA(fromRow), x.aDepth(), x.aRow(), depth, toRow - fromRow, step, to.groupStride(),
                to.address());
    }

    private int packingParts(int most, int width) {
        return alone ? 1 : Math.min(most, workers.partsFor((double) width * depth / PACKED_PER_NANO, SHORTEST_PART_NANOS));
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
        int groups = Math.ceilDiv(blockRows, step);
        int fromRow = Workers.cut(groups, part / columnParts, rowParts) * step;
        int toRow = Math.min(blockRows, Workers.cut(groups, part / columnParts + 1, rowParts) * step);
        int panels = Math.ceilDiv(columns, panelColumns);
        int fromPanel = Workers.cut(panels, part % columnParts, columnParts);
        int toPanel = Workers.cut(panels, part % columnParts + 1, columnParts);
        BlockOfA a = rows.isPresent() ? written(rows.get(), fromRow, toRow)
                : !packA ? inPlace(fromRow) : direct ? packed(fromRow, toRow) : sharedA.from(fromRow / step);
        for (int panel = fromPanel; panel < toPanel;) {
            boolean isPlain = plainAtFirst && isPlain(panel, toRow - fromRow);
            int end = Math.min(toPanel, panel + (isPlain ? plain.together() : panelsTogether()));
            // A last panel that is narrower has another kernel.
            if (panel < end - 1 && widthOf(end - 1) < panelColumns) {
                end--;
            }
            if (isPlain) {
                computePlain(plain.readsInPlace() ? inRows(panel) : panels(panel, end), panel, end, a, fromRow, toRow);
            } else {
                computePanels(panel, end, a, fromRow, toRow);
            }
            panel = end;
        }
    }

    /** Whether there is no kernel yet for so many rows and the panel. */
    private boolean isPlain(int panel, int rows) {
        int vectors = vectorsOf(panel);
        return rows >= step && !(isStraight(panel) ? kernels.directKernel(step, vectors).isPresent()
                : kernels.kernel(step, vectors).isPresent() && kernels.store().isPresent());
    }

    /** Whether kernels write a panel's tiles to C: where these don't end inside a vector, and aren't added to what C holds. */
    private boolean isStraight(int panel) {
        return !accumulates() && widthOf(panel) % kernels.lanes().count() == 0;
    }

    private void computePanels(int from, int to, BlockOfA a, int fromRow, int toRow) {
        PanelsOfB b = panels(from, to);
        int width = widthOf(from), vectors = vectorsOf(from);
        boolean straight = isStraight(from);
        for (int row = fromRow; row < toRow;) {
            int count = kernels.rowsOfTile(Math.min(step, toRow - row), vectors);
            BlockOfA rows = a.fromRow(row - fromRow, step);
            long c = addressInC(row, from);
            boolean computed = straight ? writeRows(count, vectors, rows, b, c, to - from)
                    : addRows(count, vectors, rows, b, c, to - from, width);
            if (!computed) {
                computePlain(b, from, to, rows, row, row + count);
            }
            row += count;
        }
    }

    /** The rows of a tile by all panels, which find the rows in the first-level cache; false if there is no kernel for so many rows yet. */
    private boolean writeRows(int count, int vectors, BlockOfA rows, PanelsOfB b, long c, int panels) {
        Optional<DirectKernel> found = blockRows < step ? kernels.directKernel(count, vectors) : kernels.directEndKernel(count, vectors);
        if (found.isEmpty()) {
            return false;
        }
        DirectKernel kernel = found.get();
        long panel = b.address();
        for (int i = 0; i < panels; i++) {
            kernel.multiply(depth, rows.address(), rows.rowStride(), rows.depthStride(), panel, b.depthStride(), c, x.cRow());
            panel += b.panelStride();
            c += (long) panelColumns * elementBytes;
        }
        return true;
    }

    /**
     * The same where tiles end inside a vector, or are added to what C holds. Several are computed before any is added: what C holds then comes from memory side by
     * side, where each tile would wait for a line of its own.
     */
    private boolean addRows(int count, int vectors, BlockOfA rows, PanelsOfB b, long c, int panels, int width) {
        Optional<MicroKernel> found = blockRows < step ? kernels.kernel(count, vectors) : kernels.endKernel(count, vectors);
        Optional<TileStore> foundStore = kernels.store();
        if (found.isEmpty() || foundStore.isEmpty()) {
            return false;
        }
        MicroKernel kernel = found.get();
        TileStore store = foundStore.get();
        int lanes = kernels.lanes().count();
        int wholeVectors = width / lanes;
        Tile[] tiles = kernels.scratch().tiles;
        long panel = b.address();
        for (int first = 0; first < panels; first += tiles.length) {
            int some = Math.min(tiles.length, panels - first);
            for (int i = 0; i < some; i++) {
                kernel.multiply(depth, rows.address(), rows.rowStride(), rows.depthStride(), panel, b.depthStride(), tiles[i]);
                panel += b.panelStride();
            }
            for (int i = 0; i < some; i++) {
                store.store(tiles[i], c, x.cRow(), count, wholeVectors, accumulates());
                if (width % lanes != 0) {
                    tiles[i].storeColumns(c, x.cRow(), count, wholeVectors * lanes, width, accumulates());
                }
                c += (long) panelColumns * elementBytes;
            }
        }
        return true;
    }

    private void computePlain(PanelsOfB b, int from, int to, BlockOfA a, int fromRow, int toRow) {
        int width = (to - 1 - from) * panelColumns + widthOf(to - 1);
        // Rows that have been packed are read where they are: their type may be another there.
        plain.multiply(rows.isPresent() ? a : inPlace(fromRow), toRow - fromRow, b, width, depth, addressInC(fromRow, from), accumulates());
    }

    private PanelsOfB inRows(int panel) {
        return new PanelsOfB(sourceOf(panel), x.bDepth(), (long) panelColumns * elementBytes);
    }

    private PanelsOfB panels(int from, int to) {
        if (isInPlace(from)) {
            return inRows(from);
        }
        long address = sharedPanels + (direct ? 0 : from * panelBytes());
        if (ownPanels) {
            address = kernels.scratch().b((to - from) * panelBytes());
            for (int panel = from; panel < to; panel++) {
                packPanel(panel, address + (panel - from) * panelBytes());
            }
        }
        return new PanelsOfB(address, (long) vectorsOf(from) * kernels.lanes().bits() / 8, panelBytes());
    }

    /** How many panels the second-level cache holds. */
    private int panelsTogether() {
        return (int) Math.max(1, kernels.panelsBytes() / panelBytes());
    }

    private boolean accumulates() {
        return x.accumulate() || firstDepth > 0;
    }

    private int widthOf(int panel) {
        return Math.min(panelColumns, columns - panel * panelColumns);
    }

    private int vectorsOf(int panel) {
        return Math.ceilDiv(widthOf(panel), kernels.lanes().count());
    }

    private BlockOfA inPlace(int row) {
        return new BlockOfA(addressInA(row), x.aRow(), x.aDepth(), step * x.aRow());
    }

    private BlockOfA written(Rows rows, int fromRow, int toRow) {
        long address = kernels.scratch().a((long) (toRow - fromRow) * depth * elementBytes);
        rows.write(firstRow + fromRow, firstRow + toRow, firstDepth, firstDepth + depth, address);
        long rowStride = rows.isAlongDepth() ? (long) depth * elementBytes : elementBytes;
        long depthStride = rows.isAlongDepth() ? elementBytes : (long) (toRow - fromRow) * elementBytes;
        return new BlockOfA(address, rowStride, depthStride, step * rowStride);
    }

    private long addressInA(int row) {
        return x.a() + ((long) firstRow + row) * x.aRow() + firstDepth * x.aDepth();
    }

    private boolean isInPlace(int panel) {
        return direct && widthOf(panel) % kernels.lanes().count() == 0;
    }

    private long addressInC(int row, int panel) {
        return x.c() + ((long) firstRow + row) * x.cRow() + (firstColumn + (long) panel * panelColumns) * elementBytes;
    }

    private long sourceOf(int panel) {
        return x.b() + firstDepth * x.bDepth() + (firstColumn + (long) panel * panelColumns) * x.bColumn();
    }

    private void packPanel(int panel, long to) {
        Packing.pack(kernels, x.element(), sourceOf(panel), x.bDepth(), x.bColumn(), depth, widthOf(panel),
                vectorsOf(panel) * kernels.lanes().count(), panelBytes(), to);
    }

    private long panelBytes() {
        return (long) depth * panelColumns * elementBytes;
    }
}
