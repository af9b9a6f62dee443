package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes kernels in the background, brings them to the optimising compiler with data of its own, and puts them into place when the clock says that they
 * are fast: before, vector code is interpreted, a thousand times slower, and no caller ever runs that.
 */
final class LoopWarmUp {
    /** Makes the kernel of a loop. */
    static void request(LoopCode code) {
        HeadStart evaluation = new HeadStart();
        warmUp(code, () -> {
            evaluation.await();
            return LoopEmitter.emit(code.loop);
        });
        FunctionWarmUp.plainLoopsOnce();
    }

    /** Brings a kernel back whose code was thrown away. */
    static void request(LoopCode code, LoopKernel kernel) {
        warmUp(code, () -> Optional.of(kernel));
    }

    private static void warmUp(LoopCode code, Supplier<Optional<LoopKernel>> made) {
        code.setWarming(true);
        WarmUpThread.execute(() -> {
            boolean begun = false;
            try {
                Optional<LoopKernel> kernel = made.get();
                kernel.ifPresent(k -> promoteWhenFast(code, k));
                begun = kernel.isPresent();
            } finally {
                if (!begun) code.setWarming(false);
            }
        });
    }

    private static void promoteWhenFast(LoopCode code, LoopKernel kernel) {
        List<Loop.Instruction> body = code.loop.body();
        long[] arguments = LoopRunner.newArguments(code);
        long each = 64L * WarmUpThread.MOST_UNITS;
        Buffer memory = Memory.shared().allocate(each * code.pointers);
        memory.segment().fill((byte) 0);
        int k = 0;
        for (Loop.Instruction i : body) {
            if (!(i instanceof Loop.Load(DType type, boolean uniform))) continue;
            arguments[k] = uniform ? 0 : memory.address() + each * k;
            k++;
        }
        for (; k < code.pointers; k++) arguments[k] = memory.address() + each * k;
        WarmUpThread.becomeFast(n -> {
            // some runs have several segments, and some give totals: C2 would leave out what it has not seen
            if (code.isCut) {
                arguments[code.segment] = n == WarmUpThread.SOME_UNITS ? code.lanes * n / 2 : code.longest;
                arguments[code.totals] ^= 1;
            }
            Dispatch.run(kernel, arguments, code.lanes * n);
        }, 6 * code.lanes * code.nanosOfKernel(), fast -> {
            memory.release();
            if (fast) code.promote(kernel);
            code.setWarming(false);
        });
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

    private LoopWarmUp() {}
}
