package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plain loops of operations over tiles, each made when it is first asked for.
 *
 * @param <A> the array of an operand
 * @param <R> the array of a result
 */
final class TileLoops<A, R> {
    /** {@code r[i] = op(a[i], b[i])} for i below n; b of no meaning where the operation has one operand. */
    interface Loop<A, R> {
        void run(A a, A b, R r, int n);
    }

    private final Function<Op, Optional<Loop<A, R>>> source;
    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Optional<Loop<A, R>>[] known = new Optional[Op.values().length];

    TileLoops(Function<Op, Optional<Loop<A, R>>> source) {
        this.source = source;
    }

    /** Whether there is a loop for it, which then has run. */
    boolean run(Op op, A a, A b, R r, int n) {
        Optional<Loop<A, R>> loop = known[op.ordinal()];
        if (loop == null) known[op.ordinal()] = loop = source.apply(op);
        if (loop.isEmpty()) return false;
        Dispatch.run(loop.get(), a, b, r, n);
        return true;
    }

    /**
     * The one place that calls the loops. It is made to see several, so that none is compiled into its callers: their code is thrown away when an operation
     * comes that they had not seen, and a loop that had been compiled as a part of it alone would run twenty times slower until the compiler has come round to
     * it again, in the middle of some new function's first result. On the warm-up thread: in the caller's, that would be a tenth of a second of a new process's
     * first result.
     */
    private static final class Dispatch {
        private static int nothing;
        private static final TileLoops.Loop<?, ?>[] NONE = {(a, b, r, n) -> {}, (a, b, r, n) -> nothing = n, (a, b, r, n) -> nothing += n,
                (a, b, r, n) -> nothing -= n};
        static {
            WarmUpThread.execute(Dispatch::seeSeveral);
        }

        private static void seeSeveral() {
            for (int i = 0; i < 40_000; i++) run(NONE[i & 3], null, null, null, i);
        }

        static <A, R> void run(TileLoops.Loop<A, R> loop, A a, A b, R r, int n) { loop.run(a, b, r, n); }
    }
}
