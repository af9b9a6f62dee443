package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.threads.Workers;
import java.util.Optional;

/** Products that are computed transposed into memory of their own, and then turned. */
final class TurnedProduct {

    /** Up to so many columns C is better transposed, if A's columns are contiguous. */
    private static final int TURNED_COLUMNS = 24;
    /** Parts of a result that is turned are cut where a vector begins. */
    private static final int TURN_STEP = 16;
    private static final double TURNED_PER_NANO = 1;
    private static final double SHORTEST_PART_NANOS = 4_000;

    private TurnedProduct() {
    }

    /** Whether C is better made so: because of its shape, or because both operands lie in columns. */
    static boolean takes(Product x, KernelSet kernels) {
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

    static void run(Product product, KernelSet kernels, Workers workers, boolean alone) {
        int bytes = product.element().bytes();
        long c = kernels.scratch().c((long) product.m() * product.n() * bytes);
        new BlockedProduct(kernels, workers, alone, product.transposedInto(c), Optional.empty()).run();
        int parts = alone ? 1 : workers.partsFor((double) product.m() * product.n() / TURNED_PER_NANO, SHORTEST_PART_NANOS);
        // By rows of what was computed, if there are enough: then a thread finds most of them in its cache.
        boolean byRows = product.n() >= parts * TURNED_COLUMNS;
        int width = byRows ? product.n() : product.m();
        workers.parallelFor(parts, part -> {
            int from = Workers.cut(width / TURN_STEP, part, parts) * TURN_STEP;
            int to = part == parts - 1 ? width : Workers.cut(width / TURN_STEP, part + 1, parts) * TURN_STEP;
            int row = byRows ? from : 0;
            int column = byRows ? 0 : from;
            Packing.transpose(kernels, product.element(), c + ((long) row * product.m() + column) * bytes, (long) product.m() * bytes,
                    byRows ? product.m() : to - from, byRows ? to - from : product.n(),
                    product.c() + column * product.cRow() + (long) row * bytes, product.cRow());
        });
    }
}
