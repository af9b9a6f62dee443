package dev.jacobi.engine.cpu.gemm;

import java.util.Optional;

/**
 * A batch of products so small that planning each of them would take longer than computing it: the operands are read in place, and what does
 * not change from one to the next is found once.
 */
final class SmallProducts {

    private static final double MULTIPLICATIONS = 96.0 * 96 * 96;
    private static final int MAX_DEPTH = 512;

    private final KernelSet kernels;
    private final Product first;
    private final int rows;
    private final int panels;
    private final int lastVectors;
    private final DirectKernel whole;
    private final DirectKernel last;
    private final DirectKernel wholeEnd;
    private final DirectKernel lastEnd;

    private SmallProducts(KernelSet kernels, Product first, DirectKernel whole, DirectKernel last) {
        this.kernels = kernels;
        this.first = first;
        this.whole = whole;
        this.last = last;
        rows = kernels.rows(first.n());
        panels = (first.n() + kernels.columns() - 1) / kernels.columns();
        lastVectors = first.n() / kernels.lanes().count() - (panels - 1) * kernels.vectors();
        int end = first.m() % rows == 0 ? rows : first.m() % rows;
        wholeEnd = panels > 1 ? kernels.directKernel(end, kernels.vectors(), rows, whole) : whole;
        lastEnd = kernels.directKernel(end, lastVectors, rows, last);
    }

    /** What computes products like {@code first}, if they are small and in order, and the kernels for them are compiled. */
    static Optional<SmallProducts> of(KernelSet kernels, Product first) {
        int lanes = kernels.lanes().count();
        boolean fits = !first.accumulate() && first.element().isComputed() && first.k() <= MAX_DEPTH && first.n() % lanes == 0
                && first.multiplications() <= MULTIPLICATIONS && first.bColumn() == first.element().bytes() && first.bDepth() >= 0
                && first.aRow() >= 0 && first.aDepth() >= 0 && first.aRow() * Tile.MAX_ROWS <= Integer.MAX_VALUE;
        if (!fits) {
            return Optional.empty();
        }
        int rows = kernels.rows(first.n());
        int vectors = first.n() / lanes;
        int lastVectors = (vectors - 1) % kernels.vectors() + 1;
        Optional<DirectKernel> last = kernels.directKernel(rows, lastVectors);
        Optional<DirectKernel> whole = vectors <= kernels.vectors() ? last : kernels.directKernel(rows, kernels.vectors());
        return last.isEmpty() || whole.isEmpty() ? Optional.empty()
                : Optional.of(new SmallProducts(kernels, first, whole.get(), last.get()));
    }

    /** Computes the products {@code from..to-1}, whose matrices lie so many bytes apart. */
    void run(int from, int to, long aBatch, long bBatch, long cBatch) {
        long panelBytes = (long) kernels.columns() * first.element().bytes();
        for (int i = from; i < to; i++) {
            long b = first.b() + i * bBatch;
            long c = first.c() + i * cBatch;
            for (int panel = 0; panel < panels; panel++) {
                boolean isLast = panel == panels - 1;
                column(first.a() + i * aBatch, b, c, isLast ? last : whole,
                        isLast ? lastEnd : wholeEnd);
                b += panelBytes;
                c += panelBytes;
            }
        }
    }

    private void column(long a, long b, long c, DirectKernel kernel, DirectKernel end) {
        int row = 0;
        for (; row + rows <= first.m(); row += rows) {
            kernel.multiply(first.k(), a + row * first.aRow(), first.aRow(), first.aDepth(), rows, b, first.bDepth(),
                    c + row * first.cRow(),
                    first.cRow());
        }
        if (row < first.m()) {
            int left = first.m() - row;
            end.multiply(first.k(), a + row * first.aRow(), first.aRow(), first.aDepth(), left, b, first.bDepth(), c + row * first.cRow(),
                    first.cRow());
        }
    }
}
