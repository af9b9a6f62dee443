package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.longAt;
import static dev.jacobi.engine.memory.OffHeap.putLong;

import dev.jacobi.engine.cpu.threads.Workers;
import java.util.Optional;

/**
 * One product of a transposed A that is {@link Lines}: C has a row for each element of A's depth, and the depth of the product are A's rows. A few lines at a time, what belongs
 * to these of A and of B stays in the first-level cache for all tiles of C, to which their products are added. Each thread has rows of C of its own, so that neither the
 * number of threads nor the order of work shows.
 */
final class LineSums {
    private static final double MULTIPLICATIONS_PER_NANO = 50;
    private static final double SHORTEST_PART_NANOS = 8_000;
    private static final long ALIGNMENT = 64;

    private final KernelSet kernels;
    private final Workers workers;
    private final Product x;
    private final Lines lines;
    private final int elementBytes;
    private final int lanes;
    private final int step;
    private final int panelColumns;
    /** Tiles of rows of each segment of A. */
    private final int tiles;

    LineSums(KernelSet kernels, Workers workers, Product product, Lines lines) {
        this.kernels = kernels;
        this.workers = workers;
        this.x = product;
        this.lines = lines;
        elementBytes = kernels.lanes().elementBytes();
        lanes = kernels.lanes().count();
        step = kernels.rows(product.n());
        panelColumns = kernels.columns();
        tiles = Math.ceilDiv(lines.segmentDepth(), step);
    }

    void run() {
        int all = lines.segments() * tiles;
        // No more than there are threads: each goes through all of A and B.
        int parts = Math.min(Math.min(workers.threads(), all),
                workers.partsFor(x.multiplications() / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
        workers.parallelFor(parts, part -> computeTiles(Workers.cut(all, part, parts), Workers.cut(all, part + 1, parts)));
    }

    private void computeTiles(int from, int to) {
        int first = from / tiles, end = Math.ceilDiv(to, tiles);
        long found = kernels.scratch().a((long) (end - first) * Long.BYTES * (1 + lines.together()) + ALIGNMENT + lines.readerBytes());
        long tables = found + (long) Long.BYTES * (end - first), tableBytes = (long) Long.BYTES * lines.together();
        Lines.Reader reader = lines.reader(tables + (end - first) * tableBytes + ALIGNMENT - 1 & -ALIGNMENT);
        for (int line = 0; line < lines.count(); line += lines.together()) {
            int count = Math.min(lines.together(), lines.count() - line);
            for (int i = 0; i < count; i++) {
                reader.find(line + i, first, end, found);
                for (int s = 0; s < end - first; s++) {
                    putLong(tables + s * tableBytes + (long) Long.BYTES * i, longAt(found + (long) Long.BYTES * s));
                }
            }
            long b = x.b() + lines.firstRow(line) * x.bDepth();
            for (int column = 0; column < x.n(); column += panelColumns) {
                int width = Math.min(panelColumns, x.n() - column);
                for (int segment = first; segment < end; segment++) {
                    int fromRow = Math.max(0, from - segment * tiles) * step;
                    int toRow = Math.min(lines.segmentDepth(), (to - segment * tiles) * step);
                    long c = x.c() + ((long) segment * lines.segmentDepth() + fromRow) * x.cRow() + (long) column * elementBytes;
                    computeRows(line, count, tables + (segment - first) * tableBytes, fromRow, toRow, b + (long) column * elementBytes, c,
                            width);
                }
            }
        }
    }

    private void computeRows(int line, int together, long table, int fromRow, int toRow, long b, long c, int width) {
        int vectors = width / lanes, depth = lines.rows(line);
        boolean accumulate = line > 0;
        Tile tile = kernels.scratch().tile;
        for (int row = fromRow; row < toRow;) {
            int count = kernels.rowsOfTile(Math.min(step, toRow - row), vectors);
            Optional<LineTileKernel> kernel = kernels.lineTileKernel(count, vectors);
            Optional<TileStore> store = kernels.store();
            if (kernel.isPresent() && store.isPresent()) {
                kernel.get().multiply(together, depth, table, (long) row * elementBytes, elementBytes, lines.rowStride(), b, x.bDepth(),
                        tile);
                store.get().store(tile, c, x.cRow(), count, vectors, accumulate);
            } else {
                count = Math.min(PlainBlock.MAX_ROWS, toRow - row);
                PlainBlock plain = kernels.scratch().plain();
                for (int i = 0; i < together; i++) {
                    plain.loadA(x.element(), longAt(table + (long) Long.BYTES * i) + (long) row * elementBytes, elementBytes,
                            lines.rowStride(),
                            count, i * depth, depth);
                }
                plain.loadB(b, x.bDepth(), together * depth, 0, width);
                plain.multiply(c, x.cRow(), accumulate);
            }
            c += count * x.cRow();
            row += count;
        }
    }
}
