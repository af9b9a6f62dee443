package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the operations on float32 tiles to the JVM's compilers, in the background and once, some time after the first loop has run: or else each function
 * is interpreted when it is first used, which for vector code takes a hundred times as long.
 */
final class TileWarmUp {
    /** A fresh process has other things to compile first. */
    private static final long DELAY_NANOS = 1_000_000_000;
    /** Calls are what the JVM counts, elements are what takes time as long as they are interpreted: so few calls have any. */
    private static final int CALLS = 2_000, WITH_ELEMENTS = 8, ELEMENTS = 16, TIMED_ELEMENTS = 256;
    /** What a call with elements takes at most once it is compiled; how many rounds of calls that is waited for; and the pause between them. */
    private static final long FAST_NANOS = 4_000, MOST_ROUNDS = 30, PAUSE_NANOS = 2_000_000;

    private static final List<Op> PLAIN = List.of(Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.DIVIDE, Op.NEGATIVE, Op.ABS, Op.SQUARE, Op.SQRT,
            Op.RECIPROCAL, Op.MAXIMUM, Op.MINIMUM, Op.EQUAL, Op.NOT_EQUAL, Op.LESS, Op.LESS_EQUAL, Op.GREATER, Op.GREATER_EQUAL, Op.SELECT);
    private static final List<Op> FUNCTIONS = List.of(Op.EXP, Op.TANH, Op.SIGMOID, Op.LOG, Op.SIN, Op.COS, Op.ERF, Op.RSQRT, Op.LOG1P,
            Op.EXPM1);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /** Makes sure that it has begun. */
    static void begin() {
        if (!BEGUN.getPlain() && BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("jacobi-tile-warm-up").start(() -> {
                LockSupport.parkNanos(DELAY_NANOS);
                all();
            });
        }
    }

    /** Warms up what is quickly compiled, and then the functions that most programs use. */
    static void all() {
        PLAIN.forEach(TileWarmUp::warmUp);
        FUNCTIONS.forEach(TileWarmUp::warmUp);
    }

    private static void warmUp(Op op) {
        Tile[] in = new Tile[op.arity()];
        for (int k = 0; k < in.length; k++) in[k] = new Tile(op == Op.SELECT && k == 0 ? DType.BOOL : DType.FLOAT32, TIMED_ELEMENTS);
        Tile result = new Tile(op.isPredicate() ? DType.BOOL : DType.FLOAT32, TIMED_ELEMENTS);
        for (int round = 0, fast = 0; round < MOST_ROUNDS && fast < 3; round++) {
            // kernels are wanted now, and there is one compiler
            while (LoopWarmUp.isBusy()) LockSupport.parkNanos(5 * PAUSE_NANOS);
            for (int call = 1; call <= CALLS; call++) TileOps.apply(op, in, result, call % WITH_ELEMENTS == 0 ? ELEMENTS : 0);
            long before = System.nanoTime();
            TileOps.apply(op, in, result, TIMED_ELEMENTS);
            fast = System.nanoTime() - before < FAST_NANOS ? fast + 1 : 0;
            if (fast == 0) LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private TileWarmUp() {}
}
