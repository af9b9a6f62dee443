package dev.jacobi.engine.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The kernels of one element type and vector width. A shape that is not compiled yet is computed by a {@link PlainBlock}, to the same bits, while it
 * is emitted and warmed up in the background; so no call ever runs vector code in the interpreter, which is a thousand times slower.
 */
final class KernelSet {

    /** Which kernels to use; anything but {@code WHEN_COMPILED} is for tests. */
    enum Choice {
        WHEN_COMPILED, EMITTED, PLAIN
    }

    private static final int[] ROW_CHOICES = {1, 2, 4, Tile.MAX_ROWS};
    /** How often a shape for a few rows is wanted before it is worth the compiler's time. */
    private static final int WANTED_OFTEN = 50;

    private final Lanes lanes;
    private final Choice choice;
    private final int vectors;
    private final KernelSlot<TileStore> store;
    private final List<List<KernelSlot<MicroKernel>>> kernels;
    private final ThreadLocal<Scratch> scratch;

    KernelSet(Lanes lanes, Choice choice) {
        this.lanes = lanes;
        this.choice = choice;
        // 24 accumulators, 4 of B and a factor fill 32 registers; 12, 2 and 1 fill 16.
        this.vectors = lanes.registers() == 32 ? Tile.MAX_VECTORS : Tile.MAX_VECTORS / 2;
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(lanes));
        KernelEmitter emitter = new KernelEmitter(lanes);
        WarmUp warmUp = new WarmUp(lanes);
        this.store = new KernelSlot<>(emitter::tileStore, warmUp::isFast);
        this.kernels = Arrays.stream(ROW_CHOICES).mapToObj(rows -> IntStream.rangeClosed(1, vectors).mapToObj(v -> new KernelSlot<>(
                () -> emitter.microKernel(rows, v), (MicroKernel kernel) -> warmUp.isFast(kernel, rows, v))).toList()).toList();
        if (choice == Choice.EMITTED) {
            store.fillAtOnce();
            kernels.forEach(ofRows -> ofRows.forEach(KernelSlot::fillAtOnce));
        }
    }

    Lanes lanes() {
        return lanes;
    }

    /** Rows of a full tile. */
    int rows() {
        return Tile.MAX_ROWS;
    }

    /** Vectors in a row of a full tile. */
    int vectors() {
        return vectors;
    }

    /** Columns of a full tile. */
    int columns() {
        return vectors * lanes.count();
    }

    Scratch scratch() {
        return scratch.get();
    }

    /** The store, once it is compiled. */
    Optional<TileStore> store() {
        return choice == Choice.PLAIN ? Optional.empty() : store.demand();
    }

    /** The kernel for tiles of so many vectors that takes 1 to {@link #rows()} rows, once it is compiled. */
    Optional<MicroKernel> kernel(int vectors) {
        return choice == Choice.PLAIN ? Optional.empty() : kernels.getLast().get(vectors - 1).demand();
    }

    /** A kernel for so few rows that {@code full}, which takes them too, would waste most of its work; or that one. */
    MicroKernel kernel(int rows, int vectors, MicroKernel full) {
        int r = 0;
        while (ROW_CHOICES[r] < rows) {
            r++;
        }
        return r == ROW_CHOICES.length - 1 ? full : kernels.get(r).get(vectors - 1).wish(WANTED_OFTEN).orElse(full);
    }

    /** Waits until the kernels that were asked for so far are compiled, or have been given up. */
    void awaitWarm() throws InterruptedException {
        KernelSlot.awaitIdle();
    }
}
