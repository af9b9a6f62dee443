package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Matrix products over native memory: C = A B, or C += A B, batched, with any strides on A and B.
 *
 * <p>Results do not depend on the number of threads. NaN and infinities propagate as the products and sums of the definition have them.
 */
public final class Gemm {

    private static final class Shared {
        private static final Gemm INSTANCE = new Gemm(Lanes.configuredBits(), KernelSet.Choice.WHEN_COMPILED, Workers.shared());
    }

    private static final double MULTIPLICATIONS_PER_NANO = 40;
    /** From here on the time until its loops are compiled shows in a first product. */
    private static final double LONG_MULTIPLICATIONS = 5e7;
    private static final double SHORTEST_PART_NANOS = 4_000;

    private final KernelSet floats;
    private final KernelSet doubles;
    private final Workers workers;

    Gemm(int bits, KernelSet.Choice choice, Workers workers) {
        this.floats = new KernelSet(new Lanes(false, bits), choice);
        this.doubles = new KernelSet(new Lanes(true, bits), choice);
        this.workers = workers;
    }

    /**
     * Multiplies on the shared workers.
     *
     * @param element type of A and B; C has {@link Element#result()}
     * @param accumulate whether to add to what C holds instead of replacing it
     * @throws IndexOutOfBoundsException if a matrix reaches outside its segment
     * @throws IllegalArgumentException if a segment is not native, or rows of C overlap
     */
    public static void multiply(Element element, GemmShape shape, Matrix a, Matrix b, Target c, boolean accumulate) {
        Shared.INSTANCE.run(element, shape, a, b, c, accumulate);
    }

    /**
     * Makes ready, in the background, what a large product in a new process waits for; a caller who still has to get memory for the result does so after this call.
     *
     * @param multiplications of the product
     */
    public static void prepare(Element element, double multiplications) {
        if (multiplications >= LONG_MULTIPLICATIONS) {
            PlainWarmUp.startOnce(new Lanes(element == Element.FLOAT64, Lanes.configuredBits()));
        }
    }

    /**
     * Multiplies on the shared workers a matrix A that is written block by block.
     *
     * @param element {@link Element#FLOAT32} or {@link Element#FLOAT64}
     * @param shape of one product: its batch is 1
     */
    public static void multiply(Element element, GemmShape shape, Rows a, Matrix b, Target c) {
        Shared.INSTANCE.run(element, shape, a, b, c);
    }

    /**
     * Multiplies on the shared workers a matrix A whose rows come in lines.
     *
     * @param element {@link Element#FLOAT32} or {@link Element#FLOAT64}
     * @param shape of one product: its batch is 1
     */
    public static void multiply(Element element, GemmShape shape, Lines a, Matrix b, Target c) {
        Shared.INSTANCE.run(element, shape, a, b, c);
    }

    void run(Element element, GemmShape shape, Lines a, Matrix b, Target c) {
        runWithoutMatrix(element, shape, b, c, x -> new LineProduct(kernels(element), workers, x, a).run());
    }

    /**
     * Multiplies on the shared workers the transpose of a matrix A whose rows come in lines: what the derivative of a convolution by its weight is.
     *
     * @param element {@link Element#FLOAT32} or {@link Element#FLOAT64}
     * @param shape of one product: its batch is 1, its depth is as many as A has rows
     * @param b with neighbouring columns, as {@link #takesColumns} has them
     */
    public static void multiplyTransposed(Element element, GemmShape shape, Lines a, Matrix b, Target c) {
        Shared.INSTANCE.runTransposed(element, shape, a, b, c);
    }

    /** Whether {@link #multiplyTransposed} can take a B of so many columns: they fill vectors. */
    public static boolean takesColumns(Element element, int columns) {
        return columns % Shared.INSTANCE.kernels(element).lanes().count() == 0;
    }

    void runTransposed(Element element, GemmShape shape, Lines a, Matrix b, Target c) {
        runWithoutMatrix(element, shape, b, c, x -> new LineSums(kernels(element), workers, x, a).run());
    }

    void run(Element element, GemmShape shape, Rows a, Matrix b, Target c) {
        runWithoutMatrix(element, shape, b, c, x -> new BlockedProduct(kernels(element), workers, false, x, Optional.of(a)).run());
    }

    /** Runs a product whose A is no matrix in memory, unless there is nothing to multiply. */
    private static void runWithoutMatrix(Element element, GemmShape shape, Matrix b, Target c, Consumer<Product> run) {
        Matrix none = new Matrix(c.base(), 0, 0, 0);
        Bounds.check(element, shape, none, b, c);
        try {
            if (shape.isEmpty()) {
                return;
            }
            if (shape.depth() == 0) {
                clear(element, shape, c);
                return;
            }
            run.accept(Product.of(element, shape, none, b, c, false));
        } finally {
            // The kernels hold addresses only.
            Reference.reachabilityFence(b.base());
            Reference.reachabilityFence(c.base());
        }
    }

    void run(Element element, GemmShape shape, Matrix a, Matrix b, Target c, boolean accumulate) {
        Bounds.check(element, shape, a, b, c);
        try {
            if (shape.isEmpty()) {
                return;
            }
            if (shape.depth() == 0) {
                if (!accumulate) {
                    clear(element.result(), shape, c);
                }
                return;
            }
            runBatch(Product.of(element, shape, a, b, c, accumulate), shape.batch(), a.batchStride() * element.bytes(),
                    b.batchStride() * element.bytes(), c.batchStride() * element.result().bytes());
        } finally {
            // The kernels hold addresses only.
            Reference.reachabilityFence(a.base());
            Reference.reachabilityFence(b.base());
            Reference.reachabilityFence(c.base());
        }
    }

    private void runBatch(Product first, int batch, long aBatch, long bBatch, long cBatch) {
        long rows = (long) first.m() * batch;
        if (batch > 1 && bBatch == 0 && aBatch == first.m() * first.aRow() && cBatch == first.m() * first.cRow() && rows <= 1 << 30) {
            runOne(first.withRows((int) rows), false);
            return;
        }
        int parts = (int) Math.min(batch,
                workers.partsFor(first.multiplications() * batch / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
        Optional<SmallProducts> small = batch > 1 ? SmallProducts.of(kernels(first.element()), first) : Optional.empty();
        if (small.isPresent()) {
            // As many parts for each thread: one that is left over would be waited for. Several, so that one that comes late finds its share begun by the other.
            int shares = parts < workers.threads() ? parts : Math.min(batch, Math.ceilDiv(parts, workers.threads()) * workers.threads());
            workers.parallelFor(shares,
                    part -> small.get().run(Workers.cut(batch, part, shares), Workers.cut(batch, part + 1, shares), aBatch, bBatch,
                            cBatch));
            return;
        }
        if (parts < 2 * workers.threads()) {
            for (int i = 0; i < batch; i++) {
                runOne(first.moved(i * aBatch, i * bBatch, i * cBatch), false);
            }
            return;
        }
        workers.parallelFor(parts, part -> {
            for (int i = Workers.cut(batch, part, parts); i < Workers.cut(batch, part + 1, parts); i++) {
                runOne(first.moved(i * aBatch, i * bBatch, i * cBatch), true);
            }
        });
    }

    private KernelSet kernels(Element element) {
        return element == Element.FLOAT64 ? doubles : floats;
    }

    private void runOne(Product product, boolean alone) {
        // A row of C has contiguous elements: as a column of the transposed product it lies at their distance.
        Product column = product.m() == 1 ? product.transposedRow() : product;
        if (VectorProduct.takes(column)) {
            VectorProduct.run(column, floats, workers, alone);
            return;
        }
        if (product.n() == 1 && product.cRow() == product.element().result().bytes() && product.aRow() == product.element().bytes()) {
            // As a row its result fills vectors, and the matrix is read where it is.
            product = product.transposedColumn();
        }
        KernelSet kernels = kernels(product.element());
        if (RowProduct.takes(product, kernels)) {
            RowProduct.run(product, kernels, workers, alone);
            return;
        }
        if (TurnedProduct.takes(product, kernels)) {
            TurnedProduct.run(product, kernels, workers, alone);
            return;
        }
        new BlockedProduct(kernels, workers, alone, product, Optional.empty()).run();
    }

    private static void clear(Element element, GemmShape shape, Target c) {
        long bytes = (long) shape.columns() * element.bytes();
        for (int i = 0; i < shape.batch(); i++) {
            for (int row = 0; row < shape.rows(); row++) {
                long at = (c.offset() + i * c.batchStride() + row * c.leadingDimension()) * element.bytes();
                c.base().asSlice(at, bytes).fill((byte) 0);
            }
        }
    }

    /** Waits until the kernels in use are compiled. */
    void awaitWarm() throws InterruptedException {
        floats.awaitWarm();
    }
}
