package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Brings what operations do to tiles to the optimising compiler: the vector code of functions, and the loops of all others. */
final class FunctionWarmUp {
    /** What a vector instruction of a function takes at most, on average; where C2 has compiled the function but not its loop, which boxes vectors then, it is 3. */
    private static final double NANOS_PER_INSTRUCTION = 1.2;
    /** Elements of a unit of a plain loop, and what one takes at most: 0.05 to 0.6 where C2 has compiled the loop, from 0.9 on where C1 has. */
    private static final int PLAIN = 16;
    private static final double NANOS_PER_ELEMENT = 0.5;
    private static final AtomicBoolean PLAIN_LOOPS = new AtomicBoolean();

    /** Brings a function's vector code there, which makes loops to come bearable from their first call on. Kernels come first: with its own a loop needs no functions. */
    static void request(TileFunctions<?> function) {
        WarmUpThread.afterwards(() -> WarmUpThread.becomeFast(function.vectors(), NANOS_PER_INSTRUCTION * function.weight(), fast -> {
            if (fast) function.promote();
        }));
    }

    /** The loops that need no vector code, too, once: there are two dozen, and a function that uses one for the first time would wait for its compilation. */
    static void plainLoopsOnce() {
        if (PLAIN_LOOPS.getAndSet(true)) return;
        WarmUpThread.afterwards(() -> {
            WarmUpThread.allBecomeFast(plainLoops(), PLAIN * NANOS_PER_ELEMENT);
            // last, by the way that functions take when their vector code is there
            WarmUpThread.afterwards(InterpreterWarmUp::start);
        });
    }

    /** By the way that evaluations take. */
    private static List<IntConsumer> plainLoops() {
        int most = PLAIN * WarmUpThread.MOST_UNITS;
        Tile a = new Tile(DType.FLOAT32, most), b = new Tile(DType.FLOAT32, most), floats = new Tile(DType.FLOAT32, most);
        Tile bools = new Tile(DType.BOOL, most);
        Tile[] one = {a}, two = {a, b}, three = {bools, a, b};
        List<IntConsumer> loops = new ArrayList<>();
        for (Op op : Op.values()) {
            Tile[] in = op == Op.SELECT ? three : op.arity() == 1 ? one : two;
            Tile result = op.isPredicate() ? bools : floats;
            if (op != Op.SELECT && (TileOps.isTranscendental(op) || !TileOps.vectorised(op, in, result, PLAIN))) continue;
            loops.add(n -> TileOps.apply(op, in, result, n * PLAIN));
        }
        return loops;
    }

    private FunctionWarmUp() {}
}
