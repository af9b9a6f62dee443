package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.ref.Reference;
import java.util.Optional;

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
    private static final double LONG_MULTIPLICATIONS = 2e8;
    private static final double SHORTEST_PART_NANOS = 4_000;

    /** Up to so many columns C is better transposed, if A's columns are contiguous. */
    private static final int TURNED_COLUMNS = 24;
    /** Parts of a result that is turned are cut where a vector begins. */
    private static final int TURN_STEP = 16;
    private static final double TURNED_PER_NANO = 1;

    private static volatile boolean isPrepared;

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
        if (multiplications >= LONG_MULTIPLICATIONS && !isPrepared) {
            isPrepared = true;
            PlainWarmUp.start(new Lanes(element == Element.FLOAT64, Lanes.configuredBits()));
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
        Matrix none = new Matrix(c.base(), 0, 0, 0);
        Bounds.check(element, shape, none, b, c);
        try {
            if (!shape.isEmpty()) {
                new LineProduct(kernels(element), workers, Product.of(element, shape, none, b, c, false), a).run();
            }
        } finally {
            Reference.reachabilityFence(b.base());
            Reference.reachabilityFence(c.base());
        }
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
        Matrix none = new Matrix(c.base(), 0, 0, 0);
        Bounds.check(element, shape, none, b, c);
        try {
            if (!shape.isEmpty()) {
                new LineSums(kernels(element), workers, Product.of(element, shape, none, b, c, false), a).run();
            }
        } finally {
            Reference.reachabilityFence(b.base());
            Reference.reachabilityFence(c.base());
        }
    }

    void run(Element element, GemmShape shape, Rows a, Matrix b, Target c) {
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
            new BlockedProduct(kernels(element), workers, false, Product.of(element, shape, none, b, c, false), Optional.of(a)).run();
        } finally {
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
                    part -> small.get().run(cut(batch, part, shares), cut(batch, part + 1, shares), aBatch, bBatch, cBatch));
            return;
        }
        if (parts < 2 * workers.threads()) {
            for (int i = 0; i < batch; i++) {
                runOne(first.moved(i * aBatch, i * bBatch, i * cBatch), false);
            }
            return;
        }
        workers.parallelFor(parts, part -> {
            for (int i = cut(batch, part, parts); i < cut(batch, part + 1, parts); i++) {
                runOne(first.moved(i * aBatch, i * bBatch, i * cBatch), true);
            }
        });
    }

    private static int cut(int batch, int part, int parts) {
        return (int) ((long) part * batch / parts);
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
        if (isBetterTurned(product, kernels)) {
            turned(product, kernels, alone);
            return;
        }
        new BlockedProduct(kernels, workers, alone, product, Optional.empty()).run();
    }

    /** Whether C is better computed transposed, and then turned: because of its shape, or because both operands lie in columns. */
    private static boolean isBetterTurned(Product x, KernelSet kernels) {
        int bytes = x.element().bytes();
        boolean possible = x.element().isComputed() && !x.accumulate() && x.aRow() == bytes && x.aDepth() > bytes
                && x.cRow() == (long) x.n() * bytes;
        return possible && (isNarrow(x, kernels) || isOfColumns(x, kernels));
    }

    /**
     * A narrow C whose A's columns are contiguous, as in the derivative for the weights of a last layer: transposed, its rows fill vectors that are loaded from A,
     * where else each step along the depth would fetch a cache line for a few factors.
     */
    private static boolean isNarrow(Product x, KernelSet kernels) {
        return x.n() <= TURNED_COLUMNS && x.m() >= kernels.columns();
    }

    /**
     * Transposed, neither operand has to be packed, if what is then the right one can be read in place: 512 x 512 x 512: 960 -> 830 us. Not where the depth would be
     * cut in other places: what is summed in which order depends on sizes alone.
     */
    private static boolean isOfColumns(Product x, KernelSet kernels) {
        int bytes = x.element().bytes();
        return x.bDepth() == bytes && x.bColumn() > bytes && x.multiplications() >= BlockedProduct.PACK_A_MULTIPLICATIONS
                && Math.min(x.m(), x.n()) >= 4 * kernels.columns() && x.k() < BlockedProduct.HALVED_DEPTHS * Math.min(x.m(), x.n())
                && x.k() * x.aDepth() <= BlockedProduct.DIRECT_BYTES && x.aDepth() < BlockedProduct.DIRECT_ROW_BYTES;
    }

    private void turned(Product product, KernelSet kernels, boolean alone) {
        int bytes = product.element().bytes();
        long c = kernels.scratch().c((long) product.m() * product.n() * bytes);
        new BlockedProduct(kernels, workers, alone, product.transposedInto(c), Optional.empty()).run();
        int parts = alone ? 1 : workers.partsFor((double) product.m() * product.n() / TURNED_PER_NANO, SHORTEST_PART_NANOS);
        // By rows of what was computed, if there are enough: then a thread finds most of them in its cache.
        boolean byRows = product.n() >= parts * TURNED_COLUMNS;
        int width = byRows ? product.n() : product.m();
        workers.parallelFor(parts, part -> {
            int from = cut(width / TURN_STEP, part, parts) * TURN_STEP;
            int to = part == parts - 1 ? width : cut(width / TURN_STEP, part + 1, parts) * TURN_STEP;
            int row = byRows ? from : 0;
            int column = byRows ? 0 : from;
            Packing.transpose(kernels, product.element(), c + ((long) row * product.m() + column) * bytes, (long) product.m() * bytes,
                    byRows ? product.m() : to - from, byRows ? to - from : product.n(),
                    product.c() + column * product.cRow() + (long) row * bytes, product.cRow());
        });
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
