package dev.jacobi.engine.cpu.gemm;

/**
 * Brings the loop of {@link PlainBlock} to the optimising compiler while a process that begins with a large product is still busy with getting memory for its
 * result. A class, where a function would do: see {@link KernelSlot}.
 */
final class PlainWarmUp implements Runnable {

    private static final int ROWS = 4, COLUMNS = 64, DEPTH = 64;
    /** Enough for both compilers to take notice of a loop of {@link #COLUMNS} steps that each makes {@code DEPTH / 4} times. */
    private static final int CALLS = 120;

    private static boolean isStarted;

    private final Lanes lanes;

    private PlainWarmUp(Lanes lanes) {
        this.lanes = lanes;
    }

    static synchronized void startOnce(Lanes lanes) {
        if (!isStarted) {
            isStarted = true;
            Thread.ofPlatform().daemon().name("jacobi-gemm-plain").start(new PlainWarmUp(lanes));
        }
    }

    @Override
    public void run() {
        PlainBlock block = PlainBlock.of(lanes, ROWS, COLUMNS, DEPTH);
        for (int i = 0; i < CALLS; i++) {
            block.sumAll(ROWS, DEPTH);
        }
    }
}
