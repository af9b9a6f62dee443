package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Makes kernels in the background, brings them to the optimising compiler with data of its own, and puts them into place when the clock says that they
 * are fast: before, vector code is interpreted, a thousand times slower, and no caller ever runs that.
 */
final class LoopWarmUp {
    /** One kernel after another: they would only fight for the compiler. The thread goes when there is nothing to do. */
    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("jacobi-loop-warm-up").unstarted(task));

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private static final long PATIENCE_NANOS = 20_000_000_000L, PAUSE_NANOS = 1_000_000;
    /** Calls that make the compilers notice, and elements of each, in vectors: many more calls than rounds of the loop, so that the method and not its loop is compiled. */
    private static final int BUSY_CALLS = 5_500, FEW = 1, MANY = 64, COUNTED_CALLS = 150, TIMED_CALLS = 4, PLAIN = 64;

    /** What a vector instruction of a function takes at most, on average; where C2 has compiled the function but not its loop, which boxes vectors then, it is 3. */
    private static final double NANOS_PER_INSTRUCTION = 1.2;

    /** What the call that asked may take to its first result before it has to share the processors: most first calls are done by then. */
    private static final long HEAD_START_NANOS = 5_000_000;
    private static final Queue<TileFunctions> FUNCTIONS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean PLAIN_LOOPS = new AtomicBoolean();

    /** Makes the kernel of a loop. */
    static void request(LoopCode code) {
        code.setWarming(true);
        THREAD.execute(() -> {
            LockSupport.parkNanos(HEAD_START_NANOS);
            try {
                LoopEmitter.emit(code.loop).ifPresent(kernel -> warmUp(code, kernel));
            } finally {
                code.setWarming(false);
            }
            if (!PLAIN_LOOPS.getAndSet(true)) THREAD.execute(LoopWarmUp::plainLoops);
        });
    }

    /** Brings a kernel back whose code was thrown away. */
    static void request(LoopCode code, LoopKernel kernel) {
        code.setWarming(true);
        THREAD.execute(() -> warmUp(code, kernel));
    }

    private static void warmUp(LoopCode code, LoopKernel kernel) {
        try {
            if (becomesFast(code, kernel)) code.promote(kernel);
        } finally {
            code.setWarming(false);
        }
    }

    /** Brings a function's vector code to the optimising compiler. */
    static void request(TileFunctions function) {
        FUNCTIONS.add(function);
        THREAD.execute(LoopWarmUp::functions);
    }

    /** All that were asked for: they take less time than a kernel, and make its loop bearable until it is there, and loops to come from their first call on. */
    private static void functions() {
        for (TileFunctions function = FUNCTIONS.poll(); function != null; function = FUNCTIONS.poll()) {
            if (becomesFast(function)) function.promote();
        }
    }

    /** The loops that need no vector code, too: there are a dozen, and a function that uses one for the first time would wait for its compilation. */
    private static void plainLoops() {
        float[] a = new float[PLAIN], b = new float[PLAIN], r = new float[PLAIN];
        for (Op op : Op.values()) {
            for (int call = 0; call < BUSY_CALLS; call++) {
                boolean done = op.arity() == 1 ? FloatTileOps.unary(op, a, r, PLAIN)
                        : op.arity() == 2 && FloatTileOps.binary(op, a, b, r, PLAIN);
                if (!done) break;
            }
        }
    }

    private static boolean becomesFast(TileFunctions function) {
        int lanes = FloatMath.SPECIES.length();
        float[] a = new float[MANY * lanes], b = new float[MANY * lanes], out = new float[MANY * lanes];
        return becomesFast(n -> function.runVectors(a, b, out, n * lanes), NANOS_PER_INSTRUCTION * function.weight(), () -> {});
    }

    private static boolean becomesFast(LoopCode code, LoopKernel kernel) {
        List<Loop.Instruction> body = code.loop.body();
        long[] arguments = new long[code.leaves + code.loop.stores().length() + code.loop.folds().size()];
        long each = 64L * MANY;
        Buffer memory = Memory.shared().allocate(each * arguments.length);
        try {
            memory.segment().fill((byte) 0);
            int k = 0;
            for (Loop.Instruction i : body) {
                if (!(i instanceof Loop.Load(DType type, boolean uniform))) continue;
                arguments[k] = uniform ? 0 : memory.address() + each * k;
                k++;
            }
            for (; k < arguments.length; k++) arguments[k] = memory.address() + each * k;
            return becomesFast(n -> Dispatch.run(kernel, arguments, code.lanes * n), 6 * code.lanes * code.nanosOfKernel());
        } finally {
            memory.release();
        }
    }

    /** Does something else in the background, after what was asked for before. */
    static void request(Runnable other) {
        THREAD.execute(other);
    }

    /**
     * Does a work often enough for the compilers to notice, and then until {@code n} units of it take less than {@code n * nanosOfUnit}; false if they never do.
     * Functions that are asked for meanwhile come first.
     */
    static boolean becomesFast(IntConsumer units, double nanosOfUnit) {
        return becomesFast(units, nanosOfUnit, LoopWarmUp::functions);
    }

    private static boolean becomesFast(IntConsumer units, double nanosOfUnit, Runnable between) {
        long start = System.nanoTime();
        for (int call = 0; call < BUSY_CALLS; call++) {
            if (call % 32 == 0) between.run();
            Works.run(units, call % 32 == 31 ? MANY / 4 : FEW);
        }
        double allowed = 500 + TIMED_CALLS * (50 + MANY * nanosOfUnit);
        int fast = 0;
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            long before = System.nanoTime();
            for (int call = 0; call < TIMED_CALLS; call++) Works.run(units, MANY);
            fast = System.nanoTime() - before < allowed ? fast + 1 : 0;
            if (fast == 4) return true;
            if (fast > 0) continue;
            // the compiler needs the processor more than this thread does; but it may not have begun to count in earnest
            for (int call = 0; call < COUNTED_CALLS; call++) Works.run(units, FEW);
            LockSupport.parkNanos(PAUSE_NANOS);
            between.run();
        }
        return false;
    }

    /** The one place that calls works, as {@link Dispatch} does kernels: C2 would compile {@link #becomesFast} with all of them in it, for 90 ms in which no kernel is compiled. */
    private static final class Works {
        private static int nothing;
        private static final IntConsumer[] NONE = {n -> {}, n -> nothing = n, n -> nothing += n, n -> nothing -= n};

        static {
            for (int i = 0; i < 40_000; i++) run(NONE[i & 3], i);
        }

        static void run(IntConsumer units, int n) { units.accept(n); }
    }

    /**
     * The one place that calls kernels. It has seen several classes of them before the first, so that no kernel is compiled into its caller: a caller's
     * code is thrown away when the next kernel comes, and the warm-up would time code that nobody else runs.
     */
    static final class Dispatch {
        private static final LoopKernel[] NONE = {(a, n) -> true, (a, n) -> n >= 0, (a, n) -> a != null, (a, n) -> a.length >= 0};

        static {
            long[] nothing = new long[1];
            for (int i = 0; i < 40_000; i++) run(NONE[i & 3], nothing, i);
        }

        static boolean run(LoopKernel kernel, long[] arguments, int n) { return kernel.run(arguments, n); }
    }

    /** Waits until what was asked for so far is in place, or has been given up; for tests and benchmarks. */
    static void awaitIdle() throws InterruptedException, ExecutionException {
        THREAD.submit(() -> {}).get();
    }

    private LoopWarmUp() {}
}
