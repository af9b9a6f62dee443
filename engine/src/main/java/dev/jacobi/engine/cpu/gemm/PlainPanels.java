package dev.jacobi.engine.cpu.gemm;

/** A few rows of A by panels of B in plain loops: how a {@link BlockedProduct} is computed until its kernels are compiled. */
final class PlainPanels {

    private final KernelSet kernels;
    private final Product x;
    private final int panelColumns;
    /** Rows of a group of A, and of those that are multiplied at a time. */
    private final int step, rowsTogether;

    PlainPanels(KernelSet kernels, Product product) {
        this.kernels = kernels;
        this.x = product;
        this.panelColumns = kernels.columns();
        this.step = kernels.rows(product.n());
        this.rowsTogether = PlainBlock.MAX_ROWS / step * step;
    }

    /** How many panels are multiplied at a time. */
    int together() {
        return PlainBlock.panels(kernels.lanes(), panelColumns);
    }

    /** Whether B is read where it is: its rows are contiguous and of the type of the sums. */
    boolean readsInPlace() {
        return x.element().isComputed() && x.bColumn() == kernels.lanes().elementBytes();
    }

    /**
     * Replaces elements of C, or adds to them.
     *
     * @param columns of all panels
     * @param c address of the first row's first column
     */
    void multiply(BlockOfA a, int rows, PanelsOfB b, int columns, int depth, long c, boolean accumulate) {
        PlainBlock block = kernels.scratch().plain();
        int columnsTogether = together() * panelColumns;
        for (int column = 0; column < columns; column += columnsTogether) {
            loadB(block, b, column, Math.min(columnsTogether, columns - column), depth);
            for (int row = 0; row < rows; row += rowsTogether) {
                BlockOfA from = a.from(row / step);
                block.loadA(x.element(), from.address(), from.rowStride(), from.depthStride(), Math.min(rowsTogether, rows - row), depth);
                block.multiply(c + row * x.cRow() + (long) column * kernels.lanes().elementBytes(), x.cRow(), accumulate);
            }
        }
    }

    private void loadB(PlainBlock block, PanelsOfB b, int column, int columns, int depth) {
        long address = b.address() + column / panelColumns * b.panelStride();
        if (b.panelStride() == (long) panelColumns * kernels.lanes().elementBytes()) {
            // Side by side: a row of all is copied at once.
            block.loadB(address, b.depthStride(), depth, 0, columns);
            return;
        }
        for (int at = 0; at < columns; at += panelColumns) {
            block.loadB(address, b.depthStride(), depth, at, Math.min(panelColumns, columns - at));
            address += b.panelStride();
        }
    }
}
