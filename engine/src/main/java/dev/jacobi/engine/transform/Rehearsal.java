package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.array.Ops;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A function that nobody calls, traced and made ready once in the background, soon after a process's first compiled function: to load the classes of an operation
 * takes up to half a millisecond, and the first result of each function that uses a new one would wait for that.
 */
final class Rehearsal {
    /** The first function is to have its result before. */
    private static final long HEAD_START_MILLIS = 100;
    private static final AtomicBoolean REQUESTED = new AtomicBoolean();

    /** Holds it, if it has not been held. */
    static void request() {
        if (REQUESTED.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("jacobi-rehearsal").start(() -> {
            try {
                Thread.sleep(HEAD_START_MILLIS);
                Compilation.prepare(lowering());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The function as a program. */
    static Lowering lowering() {
        Array[] like = {Ops.full(Shape.of(4, 4), Ops.scalar(0, DType.FLOAT32))};
        return Graph.trace("compile", in -> new Array[]{elements(in[0]), axes(in[0])}, like, new String[]{"x"}).lower();
    }

    private static Array elements(Array x) {
        Array a = Ops.exp(Ops.negative(Ops.square(x))).add(Ops.log(Ops.abs(x))).multiply(Ops.sigmoid(x)).subtract(Ops.tanh(x));
        Array b = Ops.sqrt(Ops.maximum(x, a)).divide(Ops.minimum(Ops.sin(x), Ops.cos(x)));
        Array c = Ops.power(Ops.reciprocal(b), Ops.scalar(3, DType.FLOAT32)).add(Ops.arctan2(x, b)).add(Ops.logaddexp(a, b));
        return Ops.where(Ops.less(a, b), Ops.astype(Ops.astype(c, DType.INT32), DType.FLOAT32), Ops.clip(c, a, b)).add(Ops.stopGradient(x));
    }

    private static Array axes(Array x) {
        Array a = Ops.matmul(Ops.transpose(x), Ops.softmax(x)).subtract(Ops.mean(x)), b = Ops.max(x).add(Ops.min(x)).add(Ops.var(x));
        Array c = Ops.concatenate(List.of(Ops.reshape(a, 16), Ops.flatten(x)), 0).sum().add(Ops.logsumexp(a)).add(b);
        return c.add(Ops.astype(Ops.argmax(x), DType.FLOAT32)).add(Ops.expandDims(Ops.broadcastTo(c, 4), 0)).add(Ops.flip(x, 0));
    }

    private Rehearsal() {}
}
