package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings what operations do to tiles to the optimising compiler: the vector code of functions, and the loops of all others. */
final class FunctionWarmUp {
    /** What a vector instruction of a function takes at most, on average; where C2 has compiled the function but not its loop, which boxes vectors then, it is 3. */
    private static final double NANOS_PER_INSTRUCTION = 1.2;
    private static final int PLAIN = 64;
    private static final Queue<TileFunctions> FUNCTIONS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean PLAIN_LOOPS = new AtomicBoolean();

    /** Brings a function's vector code there. */
    static void request(TileFunctions function) {
        FUNCTIONS.add(function);
        WarmUpThread.execute(FunctionWarmUp::all);
    }

    /** All that were asked for: they take less time than a kernel, and make its loop bearable until it is there, and loops to come from their first call on. */
    static void all() {
        for (TileFunctions function = FUNCTIONS.poll(); function != null; function = FUNCTIONS.poll()) {
            if (becomesFast(function)) function.promote();
        }
    }

    private static boolean becomesFast(TileFunctions function) {
        return WarmUpThread.becomesFast(function.vectors(), NANOS_PER_INSTRUCTION * function.weight(), () -> {});
    }

    /** The loops that need no vector code, too, once: there are a dozen, and a function that uses one for the first time would wait for its compilation. */
    static void requestPlainLoops() {
        if (!PLAIN_LOOPS.getAndSet(true)) WarmUpThread.execute(FunctionWarmUp::plainLoops);
    }

    private static void plainLoops() {
        float[] a = new float[PLAIN], b = new float[PLAIN], r = new float[PLAIN];
        for (Op op : Op.values()) {
            WarmUpThread.untilNoticed(
                    () -> op.arity() == 1 ? FloatTileOps.unary(op, a, r, PLAIN)
                            : op.arity() == 2 && FloatTileOps.binary(op, a, b, r, PLAIN));
        }
    }

    private FunctionWarmUp() {}
}
