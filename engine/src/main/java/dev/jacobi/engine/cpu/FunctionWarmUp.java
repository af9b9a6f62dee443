package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings what operations do to tiles to the optimising compiler: the vector code of functions, and the loops of all others. */
final class FunctionWarmUp {
    /** What a vector instruction of a function takes at most, on average; where C2 has compiled the function but not its loop, which boxes vectors then, it is 3. */
    private static final double NANOS_PER_INSTRUCTION = 1.2;
    private static final int PLAIN = 64;
    private static final Queue<TileFunctions<?>> FUNCTIONS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean PLAIN_LOOPS = new AtomicBoolean();

    /** Brings a function's vector code there. */
    static void request(TileFunctions<?> function) {
        FUNCTIONS.add(function);
        WarmUpThread.execute(FunctionWarmUp::all);
    }

    /** All that were asked for: they take less time than a kernel, and make its loop bearable until it is there, and loops to come from their first call on. */
    static void all() {
        for (TileFunctions<?> function = FUNCTIONS.poll(); function != null; function = FUNCTIONS.poll()) {
            if (becomesFast(function)) function.promote();
        }
    }

    private static boolean becomesFast(TileFunctions<?> function) {
        return WarmUpThread.becomesFast(function.vectors(), NANOS_PER_INSTRUCTION * function.weight(), () -> {});
    }

    /** The loops that need no vector code, too, once: there are a dozen, and a function that uses one for the first time would wait for its compilation. */
    static void requestPlainLoops() {
        if (!PLAIN_LOOPS.getAndSet(true)) WarmUpThread.execute(FunctionWarmUp::plainLoops);
    }

    private static void plainLoops() {
        Tile a = new Tile(DType.FLOAT32, PLAIN), b = new Tile(DType.FLOAT32, PLAIN), floats = new Tile(DType.FLOAT32, PLAIN);
        Tile bools = new Tile(DType.BOOL, PLAIN);
        Tile[] one = {a}, two = {a, b};
        for (Op op : Op.values()) {
            if (op.arity() > 2 || TileOps.isTranscendental(op)) continue;
            // by the way that evaluations take: its code, too, is thrown away when the first operation of a kind comes
            WarmUpThread.untilNoticed(() -> TileOps.vectorised(op, op.arity() == 1 ? one : two, op.isPredicate() ? bools : floats, PLAIN));
        }
    }

    private FunctionWarmUp() {}
}
