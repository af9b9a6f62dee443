package dev.jacobi.engine.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernels of one element type and vector width. A shape that is not compiled yet is computed by a {@link PlainBlock}, to the same bits, while it
 * is emitted and warmed up in the background; so no call ever runs vector code in the interpreter, which is a thousand times slower.
 */
final class KernelSet {

    /** Which kernels to use; anything but {@code WHEN_COMPILED} is for tests: {@code FULL_TILES} has none yet for the few rows at the end of a matrix. */
    enum Choice {
        WHEN_COMPILED, EMITTED, FULL_TILES, PLAIN
    }

    private static final int ROWS = 6;
    /** Rows of a tile of up to so many vectors, where there are registers for them: 12 sums and fewer do not keep the arithmetic units busy. */
    private static final int TALL_ROWS = Tile.MAX_ROWS;
    private static final int TALL_VECTORS = 2;
    private static final List<Integer> ROW_CHOICES = List.of(1, 2, 4, ROWS, TALL_ROWS);
    /** Columns that are copied at a time when rows of A are packed: those of a group of any kernel, or a few more. */
    static final int GROUP_COLUMNS = Tile.MAX_ROWS;
    /** How often a shape for a few rows, or what packs, is wanted before it is worth the compiler's time. */
    private static final int WANTED_OFTEN = 10;

    private final Lanes lanes;
    private final int vectors;
    private final KernelSlot<TileStore> store;
    private final KernelSlot<DotKernel> dot;
    private final KernelSlot<DotsKernel> dots;
    private final KernelSlot<RowsKernel> rowsKernel;
    private final KernelSlot<BlockTurn> turn;
    private final KernelSlot<RowCopy> panelCopy;
    private final KernelSlot<RowCopy> groupCopy;
    /** For each choice of rows and each number of vectors. */
    private final List<List<KernelSlot<MicroKernel>>> kernels = new ArrayList<>();
    private final List<List<KernelSlot<DirectKernel>>> directKernels = new ArrayList<>();
    private final List<List<KernelSlot<LineKernel>>> lineKernels = new ArrayList<>();
    private final List<List<KernelSlot<LineTileKernel>>> lineTileKernels = new ArrayList<>();
    private final ThreadLocal<Scratch> scratch = new ScratchOfThread();
    private final WarmUp warmUp;

    KernelSet(Lanes lanes, Choice choice) {
        this.lanes = lanes;
        // 24 accumulators, 4 of B and a factor fill 32 registers; 12, 2 and 1 fill 16.
        this.vectors = lanes.registers() == 32 ? Tile.MAX_VECTORS : Tile.MAX_VECTORS / 2;
        this.warmUp = new WarmUp(lanes);
        this.store = new StoreSlot();
        this.dot = new DotSlot();
        this.dots = new DotsSlot();
        this.rowsKernel = new RowsSlot();
        this.turn = new TurnSlot();
        this.panelCopy = new CopySlot(lanes, vectors);
        Lanes narrow = new Lanes(lanes.isDouble(), Math.min(lanes.bits(), GROUP_COLUMNS * lanes.elementBytes() * Byte.SIZE));
        this.groupCopy = new CopySlot(narrow, GROUP_COLUMNS / narrow.count());
        for (int rows : ROW_CHOICES) {
            List<KernelSlot<MicroKernel>> ofRows = new ArrayList<>();
            List<KernelSlot<DirectKernel>> directOfRows = new ArrayList<>();
            List<KernelSlot<LineKernel>> linesOfRows = new ArrayList<>();
            List<KernelSlot<LineTileKernel>> lineTilesOfRows = new ArrayList<>();
            for (int v = 1; v <= (rows == TALL_ROWS ? tallVectors() : vectors); v++) {
                ofRows.add(new MicroSlot(rows, v));
                directOfRows.add(new DirectSlot(rows, v));
                linesOfRows.add(new LineSlot(rows, v));
                lineTilesOfRows.add(new LineTileSlot(rows, v));
            }
            kernels.add(ofRows);
            directKernels.add(directOfRows);
            lineKernels.add(linesOfRows);
            lineTileKernels.add(lineTilesOfRows);
        }
        if (choice != Choice.WHEN_COMPILED) {
            fill(choice);
        }
    }

    private void fill(Choice choice) {
        List<KernelSlot<?>> slots = new ArrayList<>(List.of(store, dot, dots, rowsKernel, turn, panelCopy, groupCopy));
        kernels.forEach(slots::addAll);
        directKernels.forEach(slots::addAll);
        lineKernels.forEach(slots::addAll);
        lineTileKernels.forEach(slots::addAll);
        for (KernelSlot<?> slot : slots) {
            if (choice == Choice.EMITTED
                    || choice == Choice.FULL_TILES && (slot == store || slot instanceof ShapeSlot<?> s && s.rows >= ROWS)) {
                slot.fillAtOnce();
            } else {
                slot.leaveEmpty();
            }
        }
    }

    /** Made for one kernel each, on the thread that warms them up: it loads the classes of vectors, and the first product need not wait for them. */
    private KernelEmitter emitter() {
        return new KernelEmitter(lanes);
    }

    private final class StoreSlot extends KernelSlot<TileStore> {
        @Override
        TileStore emitted() { return emitter().tileStore(); }

        @Override
        boolean warm(TileStore store, Runnable fast) { return warmUp.warm(store, fast); }
    }

    private final class DotSlot extends KernelSlot<DotKernel> {
        @Override
        DotKernel emitted() { return emitter().dotKernel(); }

        @Override
        boolean warm(DotKernel kernel, Runnable fast) { return warmUp.warm(kernel, fast); }
    }

    private final class DotsSlot extends KernelSlot<DotsKernel> {
        @Override
        DotsKernel emitted() { return emitter().dotsKernel(); }

        @Override
        boolean warm(DotsKernel kernel, Runnable fast) { return warmUp.warm(kernel, fast); }
    }

    private final class RowsSlot extends KernelSlot<RowsKernel> {
        @Override
        RowsKernel emitted() { return emitter().rowsKernel(); }

        @Override
        boolean warm(RowsKernel kernel, Runnable fast) { return warmUp.warm(kernel, fast); }
    }

    private final class TurnSlot extends KernelSlot<BlockTurn> {
        @Override
        BlockTurn emitted() { return new PackingEmitter(lanes).blockTurn(); }

        @Override
        boolean warm(BlockTurn turn, Runnable fast) { return warmUp.warm(turn, fast); }
    }

    private static final class CopySlot extends KernelSlot<RowCopy> {
        private final Lanes lanes;
        private final int vectors;

        private CopySlot(Lanes lanes, int vectors) {
            this.lanes = lanes;
            this.vectors = vectors;
        }

        @Override
        RowCopy emitted() { return new PackingEmitter(lanes).rowCopy(vectors); }

        @Override
        boolean warm(RowCopy copy, Runnable fast) { return new WarmUp(lanes).warm(copy, vectors, fast); }
    }

    /** The place of a kernel for tiles of one shape. */
    private abstract static class ShapeSlot<T> extends KernelSlot<T> {
        final int rows, vectors;

        ShapeSlot(int rows, int vectors) {
            this.rows = rows;
            this.vectors = vectors;
        }
    }

    private final class MicroSlot extends ShapeSlot<MicroKernel> {
        private MicroSlot(int rows, int vectors) { super(rows, vectors); }

        @Override
        MicroKernel emitted() { return emitter().microKernel(rows, vectors); }

        @Override
        boolean warm(MicroKernel kernel, Runnable fast) { return warmUp.warm(kernel, rows, vectors, fast); }
    }

    private final class DirectSlot extends ShapeSlot<DirectKernel> {
        private DirectSlot(int rows, int vectors) { super(rows, vectors); }

        @Override
        DirectKernel emitted() { return emitter().directKernel(rows, vectors); }

        @Override
        boolean warm(DirectKernel kernel, Runnable fast) { return warmUp.warm(kernel, rows, vectors, fast); }
    }

    private final class LineSlot extends ShapeSlot<LineKernel> {
        private LineSlot(int rows, int vectors) { super(rows, vectors); }

        @Override
        LineKernel emitted() { return emitter().lineKernel(rows, vectors); }

        @Override
        boolean warm(LineKernel kernel, Runnable fast) { return warmUp.warm(kernel, rows, vectors, fast); }
    }

    private final class LineTileSlot extends ShapeSlot<LineTileKernel> {
        private LineTileSlot(int rows, int vectors) { super(rows, vectors); }

        @Override
        LineTileKernel emitted() { return emitter().lineTileKernel(rows, vectors); }

        @Override
        boolean warm(LineTileKernel kernel, Runnable fast) { return warmUp.warm(kernel, rows, vectors, fast); }
    }

    private final class ScratchOfThread extends ThreadLocal<Scratch> {
        @Override
        protected Scratch initialValue() { return new Scratch(lanes, columns() * lanes.elementBytes()); }
    }

    Lanes lanes() {
        return lanes;
    }

    private int tallVectors() {
        return lanes.registers() == 32 ? TALL_VECTORS : 0;
    }

    /** Rows of a full tile in a product with so many columns. */
    int rows(int columns) {
        return columns <= tallVectors() * lanes.count() ? TALL_ROWS : ROWS;
    }

    /** Vectors in a row of a full tile. */
    int vectors() {
        return vectors;
    }

    /** Columns of a full tile. */
    int columns() {
        return vectors * lanes.count();
    }

    /**
     * Bytes of panels of B that the second-level cache holds, beside the rows that come by: it has 1 or 2 MiB where vectors have 512 bits, else often half of one.
     * The more, the less often rows come by, which come from memory if A is large. Rows of doubles bring less work with each byte, and should come by less often.
     */
    long panelsBytes() {
        return lanes.bits() == 512 ? 1L << 20
                : lanes.isDouble() ? 1L << 19 : Math.clamp(SecondLevelCache.BYTES / 4 * 3, 1L << 17, 3L << 17);
    }

    Scratch scratch() {
        return scratch.get();
    }

    /** The store, once it is compiled. */
    Optional<TileStore> store() {
        return store.demand();
    }

    /** What multiplies a row by a vector, once it is compiled. */
    Optional<DotKernel> dot() {
        return dot.demand();
    }

    /** What multiplies several rows by a vector, once it is compiled. */
    Optional<DotsKernel> dots() {
        return dots.demand();
    }

    /** What adds multiples of rows, once it is compiled. */
    Optional<RowsKernel> rowsKernel() {
        return rowsKernel.demand();
    }

    /** What turns blocks while they are packed, once it is compiled. */
    Optional<BlockTurn> blockTurn() {
        return turn.wish(WANTED_OFTEN);
    }

    /** What copies rows of a full panel of B, once it is compiled. */
    Optional<RowCopy> panelCopy() {
        return panelCopy.wish(WANTED_OFTEN);
    }

    /** What copies {@link #GROUP_COLUMNS} elements a row, once it is compiled. */
    Optional<RowCopy> groupCopy() {
        return groupCopy.wish(WANTED_OFTEN);
    }

    /** The largest number of rows up to {@code left} for which there are kernels of so many vectors: a tile's rows at the end of a matrix. */
    int rowsOfTile(int left, int vectors) {
        int r = vectors <= tallVectors() ? ROW_CHOICES.size() - 1 : ROW_CHOICES.size() - 2;
        while (ROW_CHOICES.get(r) > left) {
            r--;
        }
        return ROW_CHOICES.get(r);
    }

    /** The smallest number of rows from {@code least} on for which there are kernels of so many vectors. */
    int rowsOfTileOver(int least, int vectors) {
        int r = 0;
        while (ROW_CHOICES.get(r) < least) {
            r++;
        }
        return Math.min(ROW_CHOICES.get(r), vectors <= tallVectors() ? TALL_ROWS : ROWS);
    }

    /** The kernel for tiles of so many rows, which {@link #rowsOfTile} gave, and vectors, once it is compiled. */
    Optional<MicroKernel> kernel(int rows, int vectors) {
        return slot(kernels, rows, vectors).demand();
    }

    /** The same, but only if it is wanted often is it worth the compiler's time: for few rows of many. */
    Optional<MicroKernel> endKernel(int rows, int vectors) {
        return slot(kernels, rows, vectors).wish(WANTED_OFTEN);
    }

    /** {@link #kernel} of those that write tiles to C. */
    Optional<DirectKernel> directKernel(int rows, int vectors) {
        return slot(directKernels, rows, vectors).demand();
    }

    /** {@link #endKernel} of those that write tiles to C. */
    Optional<DirectKernel> directEndKernel(int rows, int vectors) {
        return slot(directKernels, rows, vectors).wish(WANTED_OFTEN);
    }

    /** {@link #directKernel} for rows of A in segments. */
    Optional<LineKernel> lineKernel(int rows, int vectors) {
        return slot(lineKernels, rows, vectors).demand();
    }

    /** {@link #kernel} for rows of A in segments. */
    Optional<LineTileKernel> lineTileKernel(int rows, int vectors) {
        return slot(lineTileKernels, rows, vectors).demand();
    }

    private static <T> KernelSlot<T> slot(List<List<KernelSlot<T>>> table, int rows, int vectors) {
        return table.get(ROW_CHOICES.indexOf(rows)).get(vectors - 1);
    }

    /** Waits until the kernels that were asked for so far are compiled, or have been given up. */
    void awaitWarm() throws InterruptedException {
        KernelSlot.awaitIdle();
    }
}
