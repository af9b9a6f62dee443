package dev.jacobi.engine.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch of products so small that planning each of them would take longer than computing it: the operands are read in place, and what does
 * not change from one to the next is found once.
 */
final class SmallProducts {

    private static final double MULTIPLICATIONS = 160.0 * 160 * 160;
    private static final int MAX_DEPTH = 512;

    /** Rows of C that the same two kernels compute: one for all whole panels, one for the last. */
    private record Rows(int from, DirectKernel whole, DirectKernel last) {}

    private final Product first;
    private final List<Rows> tiles;
    private final int panels;
    private final long panelBytes;

    private SmallProducts(KernelSet kernels, Product first, List<Rows> tiles, int panels) {
        this.first = first;
        this.tiles = tiles;
        this.panels = panels;
        panelBytes = (long) kernels.columns() * first.element().bytes();
    }

    /** What computes products like {@code first}, if they are small and in order, and the kernels for them are compiled. */
    static Optional<SmallProducts> of(KernelSet kernels, Product first) {
        int lanes = kernels.lanes().count();
        boolean fits = !first.accumulate() && first.element().isComputed() && first.k() <= MAX_DEPTH && first.n() % lanes == 0
                && first.multiplications() <= MULTIPLICATIONS && first.bColumn() == first.element().bytes() && first.bDepth() >= 0
                && first.aRow() >= 0 && first.aDepth() >= 0 && first.aRow() <= MicroKernel.LARGEST_ROW_STRIDE;
        if (!fits) {
            return Optional.empty();
        }
        int most = kernels.rows(first.n());
        int vectors = first.n() / lanes;
        int lastVectors = (vectors - 1) % kernels.vectors() + 1;
        List<Rows> tiles = new ArrayList<>();
        boolean ready = true;
        for (int row = 0; row < first.m();) {
            int rows = kernels.rowsOfTile(Math.min(most, first.m() - row), lastVectors);
            // All are asked for, so that all are compiled when they are wanted next.
            Optional<DirectKernel> last = kernels.directKernel(rows, lastVectors);
            Optional<DirectKernel> whole = vectors <= kernels.vectors() ? last : kernels.directKernel(rows, kernels.vectors());
            ready &= last.isPresent() && whole.isPresent();
            if (ready) {
                tiles.add(new Rows(row, whole.get(), last.get()));
            }
            row += rows;
        }
        return ready ? Optional.of(new SmallProducts(kernels, first, tiles, (vectors - 1) / kernels.vectors() + 1)) : Optional.empty();
    }

    /** Computes the products {@code from..to-1}, whose matrices lie so many bytes apart. */
    void run(int from, int to, long aBatch, long bBatch, long cBatch) {
        for (int i = from; i < to; i++) {
            product(first.a() + i * aBatch, first.b() + i * bBatch, first.c() + i * cBatch);
        }
    }

    /** Tile by tile along the rows: A and C come by once, in the order of memory, while all of B stays in the first-level cache. */
    private void product(long a, long b, long c) {
        for (int t = 0; t < tiles.size(); t++) {
            Rows rows = tiles.get(t);
            long fromA = a + rows.from * first.aRow();
            long toC = c + rows.from * first.cRow();
            for (int panel = 0; panel < panels; panel++) {
                DirectKernel kernel = panel == panels - 1 ? rows.last : rows.whole;
                kernel.multiply(first.k(), fromA, first.aRow(), first.aDepth(), b + panel * panelBytes, first.bDepth(),
                        toC + panel * panelBytes, first.cRow());
            }
        }
    }
}
