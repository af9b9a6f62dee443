package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.RandomEmitter;
import dev.jacobi.engine.cpu.codegen.RandomKernel;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.util.Optional;

/** The compiled code of random numbers of one form, made as soon as so many have been asked for that it is worth it. */
final class RandomCode {
    static final RandomCode WORDS = new RandomCode(false), UNITS = new RandomCode(true);

    /** About two milliseconds of the plain loop. */
    private static final long WORTH_A_KERNEL = 200_000;
    /** What so many numbers as a kernel makes at once take it at most: compiled code needs 80, what the first compiler makes of it 500. */
    private static final double NANOS_TOGETHER = 300;

    /** Units of the warm-up for one of the kernel, which has several times as many instructions as most: it would keep a processor from the plain loop for long. */
    private static final int FEWER = 4;

    private final boolean units;
    private volatile RandomKernel kernel;
    /** For tests: a kernel that is used at once. */
    private RandomKernel generated;
    private boolean requested;
    private long asked;

    private RandomCode(boolean units) {
        this.units = units;
    }

    /** The kernel if there is one by now. */
    Optional<RandomKernel> kernel() {
        return switch (LoopCode.tiers()) {
            case INTERPRETED -> Optional.empty();
            case GENERATED -> Optional.of(notCompiled());
            case AUTOMATIC -> Optional.ofNullable(kernel);
        };
    }

    private synchronized RandomKernel notCompiled() {
        if (generated == null) generated = RandomEmitter.emit(units);
        return generated;
    }

    /** Tells that so many numbers are about to be made. */
    synchronized void expect(long count) {
        if (requested || LoopCode.tiers() != LoopCode.Tiers.AUTOMATIC) return;
        asked += count;
        requested = asked > WORTH_A_KERNEL;
        if (requested) request();
    }

    private void request() {
        HeadStart evaluation = new HeadStart();
        WarmUpThread.execute(() -> {
            evaluation.await();
            RandomKernel made = RandomEmitter.emit(units);
            Buffer memory = Memory.shared().allocate((long) Integer.BYTES * RandomEmitter.TOGETHER * WarmUpThread.MOST_UNITS);
            WarmUpThread.becomeFast(n -> made.run(1, 2, 0, 0, memory.address(), Math.ceilDiv(n, FEWER) * RandomEmitter.TOGETHER),
                    NANOS_TOGETHER / FEWER, fast -> {
                        memory.release();
                        if (fast) kernel = made;
                    });
        });
    }
}
