package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;

/** Brings the interpreter of loops to the optimising compiler: with kernels there soon, a session's first loops do not run it often enough for the later ones. */
final class InterpreterWarmUp {
    private static final int ELEMENTS = 16;
    /** Short runs in so many turns, which is enough also while the compiler has much to do, and then counts less. */
    private static final int CALLS = 2_000, TURNS = 10;

    private final LoopInterpreter interpreter = new LoopInterpreter(LoopCode.of(loop()), ELEMENTS);
    private final Buffer memory = Memory.shared().allocate((long) Float.BYTES * ELEMENTS);
    /** An array, the number 0, and the array again for the result. */
    private final long[] arguments = {memory.address(), 0, memory.address()};

    private InterpreterWarmUp() {
        memory.segment().fill((byte) 0);
    }

    static void start() {
        new InterpreterWarmUp().run(TURNS);
    }

    /** Of each kind of instruction one: code that has not seen a kind is thrown away when it comes. */
    private static Loop loop() {
        Loop.Builder loop = new Loop.Builder();
        int x = loop.load(DType.FLOAT32, false), c = loop.load(DType.FLOAT32, true);
        int e = loop.apply(Op.EXP, DType.FLOAT32, loop.apply(Op.NEGATIVE, DType.FLOAT32, x));
        int y = loop.apply(Op.ADD, DType.FLOAT32, loop.apply(Op.MULTIPLY, DType.FLOAT32, x, c), e);
        int above = loop.apply(Op.GREATER, DType.BOOL, y, x);
        loop.store(loop.apply(Op.SELECT, DType.FLOAT32, above, y, loop.convert(above, DType.FLOAT32)));
        return loop.build();
    }

    private void run(int turns) {
        for (int call = 0; call < CALLS; call++) interpreter.run(arguments, ELEMENTS);
        if (turns == 1) memory.release();
        else
            WarmUpThread.execute(() -> run(turns - 1));
    }
}
