package dev.jacobi.engine.cpu.gemm;

/** One product C[m, n] (+)= A[m, k] B[k, n] as the kernels see it: absolute addresses and strides in bytes. */
record Product(Element element, int m, int n, int k, long a, long aRow, long aDepth, long b, long bDepth, long bColumn, long c, long cRow,
        boolean accumulate) {

    static Product of(Element element, GemmShape shape, Matrix a, Matrix b, Target c, boolean accumulate) {
        int in = element.bytes();
        int out = element.result().bytes();
        return new Product(element, shape.rows(), shape.columns(), shape.depth(), a.base().address() + a.offset() * in, a.rowStride() * in,
                a.columnStride() * in, b.base().address() + b.offset() * in, b.rowStride() * in, b.columnStride() * in,
                c.base().address() + c.offset() * out, c.leadingDimension() * out, accumulate);
    }

    /** The same product this many bytes further on. */
    Product moved(long aBytes, long bBytes, long cBytes) {
        return new Product(element, m, n, k, a + aBytes, aRow, aDepth, b + bBytes, bDepth, bColumn, c + cBytes, cRow, accumulate);
    }

    /** The transposed product, its rows one after another at {@code c}. */
    Product transposedInto(long c) {
        return new Product(element, n, m, k, b, bColumn, bDepth, a, aDepth, aRow, c, (long) m * element.result().bytes(), accumulate);
    }

    /** Transposes a product whose C is a row with contiguous elements. */
    Product transposedRow() {
        return new Product(element, n, m, k, b, bColumn, bDepth, a, aDepth, aRow, c, element.result().bytes(), accumulate);
    }

    /** Transposes a product whose C is a column with contiguous elements. */
    Product transposedColumn() {
        return new Product(element, n, m, k, b, bColumn, bDepth, a, aDepth, aRow, c, m * cRow, accumulate);
    }

    /** {@code batch} products that share B, their rows one after another in A and C, as one. */
    Product withRows(int rows) {
        return new Product(element, rows, n, k, a, aRow, aDepth, b, bDepth, bColumn, c, cRow, accumulate);
    }

    double multiplications() {
        return (double) m * n * k;
    }
}
