package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.NormalEmitter;
import dev.jacobi.engine.cpu.codegen.NormalKernel;
import dev.jacobi.engine.cpu.codegen.RandomEmitter;
import dev.jacobi.engine.cpu.codegen.RandomKernel;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Supplier;

/** The compiled code of random numbers of one form, made as soon as so many have been asked for that it is worth it. */
final class RandomCode<K> {
    static final RandomCode<RandomKernel> WORDS = new RandomCode<>(() -> RandomEmitter.emit(false), RandomCode::blocks,
            RandomEmitter.TOGETHER, 300);
    static final RandomCode<RandomKernel> UNITS = new RandomCode<>(() -> RandomEmitter.emit(true), RandomCode::blocks,
            RandomEmitter.TOGETHER, 300);
    static final RandomCode<NormalKernel> NORMALS = new RandomCode<>(NormalEmitter::emit, RandomCode::normals, NormalEmitter.LANES, 120);

    /** About two milliseconds of the plain loop. */
    private static final long WORTH_A_KERNEL = 200_000;
    /** Units of the warm-up for one of the kernel, which has several times as many instructions as most: it would keep a processor from the plain loop for long. */
    private static final int FEWER = 4;
    /** Numbers of the warm-up at most. */
    private static final int MOST = WarmUpThread.MOST_UNITS * Math.max(RandomEmitter.TOGETHER, NormalEmitter.LANES);

    /** Runs a kernel in the warm-up: {@code n} numbers, with memory for three times {@link #MOST}. */
    private interface Run<K> {
        void of(K kernel, Buffer memory, int n);
    }

    private final Supplier<K> emitter;
    private final Run<K> run;
    private final int together;
    /** What so many numbers as a kernel makes at once take it at most: two or three times as long as compiled code, half as long as what the first compiler makes of it. */
    private final double nanosTogether;
    private volatile K kernel;
    /** For tests: a kernel that is used at once. */
    private K generated;
    private boolean requested;
    private long asked;

    private RandomCode(Supplier<K> emitter, Run<K> run, int together, double nanosTogether) {
        this.emitter = emitter;
        this.run = run;
        this.together = together;
        this.nanosTogether = nanosTogether;
    }

    private static void blocks(RandomKernel kernel, Buffer memory, int n) { kernel.run(1, 2, 0, 0, memory.address(), n); }

    private static void normals(NormalKernel kernel, Buffer memory, int n) {
        kernel.run(memory.address(), memory.address() + Float.BYTES * MOST, memory.address() + 2 * Float.BYTES * MOST, n);
    }

    /** The kernel if there is one by now. */
    Optional<K> kernel() {
        return switch (LoopCode.tiers()) {
            case INTERPRETED -> Optional.empty();
            case GENERATED -> Optional.of(notCompiled());
            case AUTOMATIC -> Optional.ofNullable(kernel);
        };
    }

    private synchronized K notCompiled() {
        if (generated == null) generated = emitter.get();
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
            K made = emitter.get();
            Buffer memory = Memory.shared().allocate(3L * Integer.BYTES * MOST);
            // as numbers from 0 to 1 they are the first from the tails, and others from the middle: C2 would leave out what it has not seen
            for (int i = 0; i < MOST; i++) memory.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, i == 0 ? 0 : 0.5f);
            WarmUpThread.becomeFast(n -> run.of(made, memory, Math.ceilDiv(n, FEWER) * together), nanosTogether / FEWER, fast -> {
                memory.release();
                if (fast) kernel = made;
            });
        });
    }
}
