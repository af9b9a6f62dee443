package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/**
 * Brings an emitted kernel to the optimising compiler, and tells by the clock when it is there. The methods call {@code fast} then, and say afterwards whether the
 * kernel makes no objects: now and then the compiler doesn't keep some of a kernel's vectors in registers, and such code stays what it is.
 */
final class WarmUp {

    private static final Patience PATIENCE = new Patience();
    private static final int CALLS_PER_CLOCK_READ = 16;
    /** Enough batches for the compiler to take notice. */
    private static final int BUSY_BATCHES = 500;
    /** Short at first, while every vector operation is interpreted; then long enough for the loop to count. */
    private static final int COLD_CALLS = 256;
    private static final int COLD_DEPTH = 2;
    private static final int WARM_DEPTH = 24;
    private static final int WARM_SEGMENTS = 3;
    /** Vector multiply-adds per nanosecond: compiled code does 0.5 and more, the interpreter and the first compiler less than 0.05. */
    private static final double FAST = 0.15;
    /** Vectors moved per nanosecond: the same for the store. */
    private static final double FAST_STORE = 0.05;
    /** A vector in each of the steps of so many batches would be several times as many bytes; what calls the kernel makes a few hundred a batch. */
    private static final int COUNTED_BATCHES = 8;
    private static final long MOST_BYTES = 32 << 10;
    /** Rows of a block turned per nanosecond. */
    private static final double FAST_TURN = 0.04;

    private final Lanes lanes;

    WarmUp(Lanes lanes) {
        this.lanes = lanes;
    }

    boolean warm(MicroKernel kernel, int rows, int vectors, Runnable fast) {
        Tile tile = new Tile(lanes);
        DirectKernel whole = (depth, a, aRow, aDepth, b, bDepth, c, cRow) -> kernel.multiply(depth, a, aRow, aDepth, b, bDepth, tile);
        return warm(whole, rows, vectors, fast);
    }

    boolean warm(DirectKernel kernel, int rows, int vectors, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            long element = lanes.elementBytes();
            MemorySegment a = arena.allocate(rows * WARM_DEPTH * element, 64);
            long width = vectors * lanes.bits() / 8L;
            MemorySegment b = arena.allocate(WARM_DEPTH * width, 64);
            MemorySegment c = arena.allocate(rows * width, 64);
            int[] calls = {0};
            return warm(fast, () -> {
                long multiplications = 0;
                for (int i = 0; i < CALLS_PER_CLOCK_READ; i++) {
                    int call = calls[0]++;
                    int depth = call < COLD_CALLS ? 1 + call % COLD_DEPTH : WARM_DEPTH - call % 3;
                    boolean packed = (call & 1) == 0;
                    kernel.multiply(depth, a.address(), packed ? element : WARM_DEPTH * element, packed ? rows * element : element,
                            b.address(), width, c.address(), width);
                    multiplications += depth;
                }
                return multiplications * rows * vectors / FAST;
            });
        }
    }

    boolean warm(LineTileKernel kernel, int rows, int vectors, Runnable fast) {
        Tile tile = new Tile(lanes);
        LineKernel whole = (segments, depth, table, offset, aRow, b, c, cRow) -> kernel.multiply(segments, depth, table, offset, aRow,
                lanes.elementBytes(), b, (long) vectors * lanes.bits() / 8, tile);
        return warm(whole, rows, vectors, fast);
    }

    boolean warm(LineKernel kernel, int rows, int vectors, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment table = arena.allocate((long) WARM_SEGMENTS * Long.BYTES, Long.BYTES);
            DirectKernel whole = (depth, a, aRow, aDepth, b, bDepth, c, cRow) -> {
                int segments = depth < WARM_SEGMENTS ? 1 : WARM_SEGMENTS, part = depth / segments;
                for (int s = 0; s < segments; s++) {
                    table.setAtIndex(ValueLayout.JAVA_LONG, s, a + (long) s * part * lanes.elementBytes());
                }
                kernel.multiply(segments, part, table.address(), 0, WARM_DEPTH * (long) lanes.elementBytes(), b, c, cRow);
            };
            return warm(whole, rows, vectors, fast);
        }
    }

    boolean warm(DotKernel kernel, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate((long) WARM_DEPTH * VectorProduct.LANES * lanes.elementBytes(), 64);
            Tile tile = new Tile(lanes);
            return warm(fast, VectorProduct.LANES / lanes.count(), count -> kernel.multiply(count, data.address(), data.address(), tile));
        }
    }

    boolean warm(DotsKernel kernel, Runnable fast) {
        // As many sums, which are of several rows.
        return warm((int blocks, long row, long vector, Tile tile) -> kernel.multiply(blocks, row, row, row, row, vector, tile), fast);
    }

    boolean warm(RowsKernel kernel, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            long row = WARM_DEPTH * lanes.bits() / 8L;
            MemorySegment data = arena.allocate((RowProduct.ROWS + 1) * row, 64);
            long rows = data.address(), sums = rows + RowProduct.ROWS * row;
            return warm(fast, RowProduct.ROWS, count -> kernel.add(count, rows, rows, rows + row, rows + 2 * row, rows + 3 * row, sums));
        }
    }

    /** Calls with changing counts, for each of which so many vectors are multiplied. */
    private static boolean warm(Runnable fast, int vectorsEach, IntConsumer kernel) {
        int[] calls = {0};
        return warm(fast, () -> {
            long vectors = 0;
            for (int i = 0; i < CALLS_PER_CLOCK_READ; i++) {
                int call = calls[0]++;
                int count = call < COLD_CALLS ? 1 + call % COLD_DEPTH : WARM_DEPTH - call % 3;
                kernel.accept(count);
                vectors += count;
            }
            return vectors * vectorsEach / FAST;
        });
    }

    boolean warm(TileStore store, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            int vectors = Tile.MAX_VECTORS;
            long width = vectors * lanes.bits() / 8L;
            MemorySegment c = arena.allocate(Tile.MAX_ROWS * width, 64);
            Tile tile = new Tile(lanes);
            int[] calls = {0};
            return warm(fast, () -> {
                long moved = 0;
                for (int i = 0; i < CALLS_PER_CLOCK_READ; i++) {
                    int call = calls[0]++;
                    int rows = 1 + call % Tile.MAX_ROWS;
                    store.store(tile, c.address(), width, rows, 1 + call % vectors, (call & 1) == 0);
                    moved += (long) rows * (1 + call % vectors);
                }
                return moved / FAST_STORE;
            });
        }
    }

    boolean warm(BlockTurn turn, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            int side = lanes.count();
            long row = lanes.bits() / 8L;
            MemorySegment from = arena.allocate(side * row, 64);
            MemorySegment to = arena.allocate(side * row, 64);
            int[] calls = {0};
            return warm(fast, () -> {
                int blocks = calls[0]++ < COLD_CALLS ? 1 : WARM_DEPTH;
                turn.turn(blocks, from.address(), row, 0, to.address(), row, 0);
                return (long) blocks * side / FAST_TURN;
            });
        }
    }

    boolean warm(RowCopy copy, int vectors, Runnable fast) {
        try (Arena arena = Arena.ofConfined()) {
            long row = vectors * lanes.bits() / 8L;
            MemorySegment from = arena.allocate(WARM_DEPTH * row, 64);
            MemorySegment to = arena.allocate(WARM_DEPTH * row, 64);
            int[] calls = {0};
            return warm(fast, () -> {
                long moved = 0;
                for (int i = 0; i < CALLS_PER_CLOCK_READ; i++) {
                    int call = calls[0]++;
                    int rows = call < COLD_CALLS ? 1 + call % COLD_DEPTH : WARM_DEPTH - call % 3;
                    copy.copy(rows, from.address(), row, to.address(), row);
                    moved += rows;
                }
                return moved * vectors / FAST_STORE;
            });
        }
    }

    private static boolean warm(Runnable fast, Calls calls) {
        if (!calls.becomeFast(BUSY_BATCHES, PATIENCE.nanos())) {
            PATIENCE.inVain();
            return false;
        }
        PATIENCE.rewarded();
        fast.run();
        return makeNoObjects(calls);
    }

    private static boolean makeNoObjects(Calls calls) {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)) {
            return true;
        }
        // Past the short calls, of which there may have been none.
        for (int batch = 0; batch < COLD_CALLS; batch++) {
            calls.callSome();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int batch = 0; batch < COUNTED_BATCHES; batch++) {
            calls.callSome();
        }
        return threads.getCurrentThreadAllocatedBytes() - before < MOST_BYTES;
    }
}
