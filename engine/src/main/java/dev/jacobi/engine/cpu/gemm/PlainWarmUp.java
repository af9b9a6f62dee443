package dev.jacobi.engine.cpu.gemm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings the loop of {@link PlainBlock} to the optimising compiler while a process that begins with a large product is still busy with getting memory for its
 * result. A class, where a function would do: see {@link KernelSlot}.
 */
final class PlainWarmUp implements Runnable, Calls {

    private static final int DEPTH = 64;
    /**
     * Few, and calls so many that the compiler takes notice of them and not of the loop: what it makes of a method whose loop has been running for long is of no
     * use to the next call, takes it ten times as long, and until it is through with that it does not begin the other.
     */
    private static final int COLUMNS = 32;
    /** In each are {@code DEPTH / 4} of the calls that count; the compilers look at their number after 128 of them and then after each 1024. */
    private static final int CALLS = 4, BUSY_TIMES = 25;
    /** Multiply-adds per nanosecond: compiled code does 6 and more of so few columns, what the first compiler makes less than 1. */
    private static final double FAST = 2;
    private static final long PATIENCE_NANOS = 300_000_000;

    private static final PlainWarmUp FLOATS = new PlainWarmUp(), DOUBLES = new PlainWarmUp();

    private final CountDownLatch done = new CountDownLatch(1);
    private boolean isStarted;
    private Lanes lanes;
    private PlainBlock block;

    private PlainWarmUp() {}

    static void startOnce(Lanes lanes) {
        (lanes.isDouble() ? DOUBLES : FLOATS).start(lanes);
    }

    /** Waits, if it has been started, until the loop is compiled: what the first compiler makes of it is so slow that all processors are left to the other one. */
    static void await(Lanes lanes) {
        (lanes.isDouble() ? DOUBLES : FLOATS).await();
    }

    private synchronized void start(Lanes lanes) {
        if (!isStarted) {
            isStarted = true;
            this.lanes = lanes;
            Thread.ofPlatform().daemon().name("jacobi-gemm-plain").start(this);
        }
    }

    private synchronized boolean isStarted() { return isStarted; }

    private void await() {
        if (isStarted()) {
            try {
                done.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Who runs the product will see it.
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void run() {
        try {
            block = PlainBlock.of(lanes, 1, DEPTH);
            becomeFast(BUSY_TIMES, PATIENCE_NANOS);
        } finally {
            done.countDown();
        }
    }

    @Override
    public double callSome() {
        for (int i = 0; i < CALLS; i++) {
            block.sumRows(DEPTH, COLUMNS);
        }
        return CALLS * PlainBlock.multiplications(DEPTH, COLUMNS) / FAST;
    }
}
