package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Runs one loop on one thread, over any number of elements: by its kernel if there is one, and else by the interpreter. */
final class LoopRunner implements AutoCloseable {
    /** Bytes of a vector at most, and so of what is less than a vector. */
    private static final int SLOT = 64;
    /** One run of so many is timed: to read the clock takes as long as some runs do. A power of two. */
    private static final int UNTIMED = 8;

    private final LoopCode code;
    private final long elements;
    /** What the loop reads and writes: see {@link LoopKernel#run}. */
    final long[] arguments;
    private long[] tail;
    private Buffer slots;
    private LoopInterpreter interpreter;
    private int runs;

    /** For runs of up to {@code elements}. */
    LoopRunner(LoopCode code, long elements) {
        this.code = code;
        this.elements = elements;
        arguments = newArguments(code);
    }

    /** Arguments for a loop, of which the elements of a segment are set already. */
    static long[] newArguments(LoopCode code) {
        long[] arguments = new long[code.isCut ? code.totals + 1 : code.pointers];
        if (code.isCut) arguments[code.segment] = code.longest;
        return arguments;
    }

    /** Runs over {@code n} elements from where {@link #arguments} point to. */
    void run(int n) {
        if (code.isCut) arguments[code.totals] = code.givesTotals(n) ? 1 : 0;
        LoopKernel kernel = code.kernel().orElse(null);
        if (kernel == null) {
            interpret(n);
            return;
        }
        if (code.mayDecline && writesWhatItReads()) {
            interpret(n);
            return;
        }
        int rest = n % code.lanes;
        if (!whole(kernel, n - rest) || rest > 0 && !finish(kernel, n - rest, rest)) interpret(n);
    }

    private boolean whole(LoopKernel kernel, int n) {
        if ((runs++ & UNTIMED - 1) != 0) return LoopWarmUp.Dispatch.run(kernel, arguments, n);
        long start = System.nanoTime();
        boolean done = LoopWarmUp.Dispatch.run(kernel, arguments, n);
        code.watch(kernel, n, System.nanoTime() - start);
        return done;
    }

    /** Whether a result takes the place of a leaf: if the kernel gave up half-way, the interpreter could not start again. */
    private boolean writesWhatItReads() {
        for (int s = 0; s < code.loop.stores().length(); s++) {
            for (int k = 0; k < code.leaves; k++) if (arguments[k] == arguments[code.leaves + s]) return true;
        }
        return false;
    }

    private void interpret(int n) {
        if (interpreter == null) interpreter = new LoopInterpreter(code, Math.min(elements, code.longest));
        interpreter.run(arguments, n);
    }

    /** The elements that don't fill a vector, by way of memory that does. */
    private boolean finish(LoopKernel kernel, int done, int rest) {
        if (tail == null) {
            tail = newArguments(code);
            slots = Memory.shared().allocate((long) SLOT * code.pointers);
            slots.segment().fill((byte) 0);
        }
        MemorySegment all = OffHeap.ALL;
        int k = 0;
        for (Loop.Instruction i : code.loop.body()) {
            if (!(i instanceof Loop.Load(DType type, boolean uniform))) continue;
            tail[k] = uniform ? arguments[k] : slot(k);
            if (!uniform) MemorySegment.copy(all, arguments[k] + (long) done * type.bytes(), all, tail[k], (long) rest * type.bytes());
            k++;
        }
        for (; k < code.folds; k++) tail[k] = slot(k);
        List<Loop.Fold> folds = code.loop.folds();
        long segment = done / code.longest * LoopKernel.PARTIALS;
        if (done > 0 && done % code.longest == 0 && code.isCut) {
            // the segment has no whole vector: its folds begin with what nothing gives
            for (int f = 0; f < folds.size(); f++) tail[k + f] = arguments[k + f] + segment;
            LoopWarmUp.Dispatch.run(kernel, tail, 0);
        }
        for (int f = 0; f < folds.size(); f++) tail[k + f] = slot(k + f);
        if (!LoopWarmUp.Dispatch.run(kernel, tail, code.lanes)) return false;
        for (int s = 0; s < code.loop.stores().length(); s++) {
            int bytes = code.loop.body().get(code.loop.stores().at(s)).dtype().bytes(), at = code.leaves + s;
            MemorySegment.copy(all, tail[at], all, arguments[at] + (long) done * bytes, (long) rest * bytes);
        }
        for (int f = 0; f < folds.size(); f++) {
            LoopInterpreter.combineLanes(folds.get(f).reduction(), code.loop.body().get(folds.get(f).in()).dtype(), tail[k + f],
                    arguments[k + f] + segment, rest);
        }
        return true;
    }

    private long slot(int k) { return slots.address() + (long) SLOT * k; }

    @Override
    public void close() {
        if (slots != null) slots.release();
    }
}
