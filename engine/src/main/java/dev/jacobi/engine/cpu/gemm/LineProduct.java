package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.longAt;

import dev.jacobi.engine.cpu.threads.Workers;
import java.util.Optional;

/**
 * One product whose A is {@link Lines}. Panels of B are packed, and stay in the second-level cache of each thread, while tiles of rows are read wherever they lie:
 * what a tile has read is in the first-level cache when the next one, which overlaps it, wants most of it again.
 */
final class LineProduct {
    /** Depth of a block, at most: results depend on it. */
    static final int MAX_DEPTH = PlainBlock.MAX_DEPTH;
    private static final double MULTIPLICATIONS_PER_NANO = 50;
    private static final double SHORTEST_PART_NANOS = 4_000;
    private static final double PACKED_PER_NANO = 2;
    private static final long ALIGNMENT = 64;

    private final KernelSet kernels;
    private final Workers workers;
    private final Product x;
    private final Lines lines;
    private final int elementBytes;
    private final int lanes;
    private final int step;
    private final int panelColumns;

    // The block at hand; written between parallel sections.
    private int firstSegment;
    private int segments;
    private int firstColumn;
    private int columns;
    private long packed;

    LineProduct(KernelSet kernels, Workers workers, Product product, Lines lines) {
        this.kernels = kernels;
        this.workers = workers;
        this.x = product;
        this.lines = lines;
        elementBytes = kernels.lanes().elementBytes();
        lanes = kernels.lanes().count();
        step = kernels.rows(product.n());
        panelColumns = kernels.columns();
    }

    void run() {
        int blocks = Math.ceilDiv(lines.segments(), Math.max(1, MAX_DEPTH / lines.segmentDepth()));
        int segmentsOfBlock = Math.ceilDiv(lines.segments(), blocks);
        int panelsTogether = (int) Math.max(1,
                kernels.panelsBytes() / ((long) segmentsOfBlock * lines.segmentDepth() * panelColumns * elementBytes));
        for (firstColumn = 0; firstColumn < x.n(); firstColumn += panelsTogether * panelColumns) {
            columns = Math.min(panelsTogether * panelColumns, x.n() - firstColumn);
            for (firstSegment = 0; firstSegment < lines.segments(); firstSegment += segmentsOfBlock) {
                segments = Math.min(segmentsOfBlock, lines.segments() - firstSegment);
                pack();
                double multiplications = (double) x.m() * columns * depth();
                int parts = Math.min(lines.count(), workers.partsFor(multiplications / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
                workers.parallelFor(parts,
                        part -> computeLines(Workers.cut(lines.count(), part, parts), Workers.cut(lines.count(), part + 1, parts)));
            }
        }
    }

    private int depth() { return segments * lines.segmentDepth(); }

    private long panelBytes() { return (long) depth() * panelColumns * elementBytes; }

    private int widthOf(int panel) { return Math.min(panelColumns, columns - panel * panelColumns); }

    private int vectorsOf(int panel) { return Math.ceilDiv(widthOf(panel), lanes); }

    private boolean accumulates() { return firstSegment > 0; }

    private void pack() {
        int panels = Math.ceilDiv(columns, panelColumns);
        packed = kernels.scratch().b(panels * panelBytes());
        long source = x.b() + (long) firstSegment * lines.segmentDepth() * x.bDepth() + firstColumn * x.bColumn();
        int parts = Math.min(panels, workers.partsFor((double) columns * depth() / PACKED_PER_NANO, SHORTEST_PART_NANOS));
        workers.parallelFor(parts, part -> {
            for (int panel = Workers.cut(panels, part, parts); panel < Workers.cut(panels, part + 1, parts); panel++) {
                Packing.pack(kernels, x.element(), source + (long) panel * panelColumns * x.bColumn(), x.bDepth(), x.bColumn(), depth(),
                        widthOf(panel), vectorsOf(panel) * lanes, panelBytes(), packed + panel * panelBytes());
            }
        });
    }

    private void computeLines(int from, int to) {
        int panels = Math.ceilDiv(columns, panelColumns);
        int whole = columns / panelColumns;
        long tableBytes = (long) Long.BYTES * segments + ALIGNMENT - 1 & -ALIGNMENT;
        long table = kernels.scratch().a(tableBytes + lines.readerBytes());
        Lines.Reader reader = lines.reader(table + tableBytes);
        for (int line = from; line < to; line++) {
            reader.find(line, firstSegment, firstSegment + segments, table);
            // A last panel that is narrower has another kernel.
            computeLine(line, table, 0, whole);
            computeLine(line, table, whole, panels);
        }
    }

    private void computeLine(int line, long table, int fromPanel, int toPanel) {
        if (fromPanel == toPanel) {
            return;
        }
        int width = widthOf(fromPanel), vectors = vectorsOf(fromPanel);
        boolean straight = !accumulates() && width % lanes == 0;
        int rows = lines.rows(line), firstRow = lines.firstRow(line);
        boolean onlyLarge = false;
        for (int next = 0; next < rows;) {
            int count = onlyLarge ? step : rowsOfTile(next, rows - next, vectors, straight);
            if (straight && count < step && rows >= step && kernels.lineKernel(count, vectors).isEmpty()) {
                // Until that kernel is compiled, which takes seconds, the one for most rows computes a few of them once more.
                onlyLarge = true;
                count = step;
            }
            int row = Math.min(next, rows - count);
            long c = x.c() + ((long) firstRow + row) * x.cRow() + (firstColumn + (long) fromPanel * panelColumns) * elementBytes;
            boolean computed = straight ? writeRows(count, vectors, table, row, c, fromPanel, toPanel)
                    : addRows(count, vectors, width, table, row, c, fromPanel, toPanel);
            if (!computed) {
                count = Math.min(PlainBlock.MAX_ROWS, rows - row);
                computePlain(count, width, table, row, c, fromPanel, toPanel);
            }
            next = row + count;
        }
    }

    /**
     * How many rows a tile from {@code next} on has. Two of like size, where there would be one of one or two rows, since B is loaded once for each tile; and as
     * many as a kernel has, if {@code again}, those before may be computed once more.
     */
    private int rowsOfTile(int next, int left, int vectors, boolean again) {
        if (left >= step) {
            return left > step && left - step <= 2 ? kernels.rowsOfTileOver((left + 1) / 2, vectors) : step;
        }
        int over = kernels.rowsOfTileOver(left, vectors);
        return over == left || again && next + left >= over ? over : kernels.rowsOfTile(left, vectors);
    }

    private boolean writeRows(int count, int vectors, long table, int row, long c, int fromPanel, int toPanel) {
        Optional<LineKernel> found = kernels.lineKernel(count, vectors);
        if (found.isEmpty()) {
            return false;
        }
        LineKernel kernel = found.get();
        for (int panel = fromPanel; panel < toPanel; panel++) {
            kernel.multiply(segments, lines.segmentDepth(), table, row * lines.rowStride(), lines.rowStride(),
                    packed + panel * panelBytes(),
                    c, x.cRow());
            c += (long) panelColumns * elementBytes;
        }
        return true;
    }

    /** The same where tiles end inside a vector, or are added to what C holds. */
    private boolean addRows(int count, int vectors, int width, long table, int row, long c, int fromPanel, int toPanel) {
        Optional<LineTileKernel> found = kernels.lineTileKernel(count, vectors);
        Optional<TileStore> store = kernels.store();
        if (found.isEmpty() || store.isEmpty()) {
            return false;
        }
        LineTileKernel kernel = found.get();
        int wholeVectors = width / lanes;
        Tile tile = kernels.scratch().tile;
        for (int panel = fromPanel; panel < toPanel; panel++) {
            kernel.multiply(segments, lines.segmentDepth(), table, row * lines.rowStride(), lines.rowStride(), elementBytes,
                    packed + panel * panelBytes(), (long) vectors * lanes * elementBytes, tile);
            store.get().store(tile, c, x.cRow(), count, wholeVectors, accumulates());
            if (width % lanes != 0) {
                tile.storeColumns(c, x.cRow(), count, wholeVectors * lanes, width, accumulates());
            }
            c += (long) panelColumns * elementBytes;
        }
        return true;
    }

    private void computePlain(int count, int width, long table, int row, long c, int fromPanel, int toPanel) {
        PlainBlock plain = kernels.scratch().plain();
        for (int s = 0; s < segments; s++) {
            plain.loadA(x.element(), longAt(table + (long) Long.BYTES * s) + row * lines.rowStride(), lines.rowStride(), elementBytes,
                    count,
                    s * lines.segmentDepth(), lines.segmentDepth());
        }
        int together = PlainBlock.panels(kernels.lanes(), panelColumns);
        for (int first = fromPanel; first < toPanel; first += together) {
            for (int panel = first; panel < Math.min(toPanel, first + together); panel++) {
                plain.loadB(packed + panel * panelBytes(), (long) vectorsOf(panel) * lanes * elementBytes, depth(),
                        (panel - first) * panelColumns, width);
            }
            plain.multiply(c, x.cRow(), accumulates());
            c += (long) together * panelColumns * elementBytes;
        }
    }
}
