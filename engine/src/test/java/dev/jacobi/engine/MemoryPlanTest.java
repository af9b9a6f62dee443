package dev.jacobi.engine;

import static dev.jacobi.engine.mx.checkpoint;
import static dev.jacobi.engine.mx.compile;
import static dev.jacobi.engine.mx.grad;
import static dev.jacobi.engine.mx.valueAndGrad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F3;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.transform.ValueAndGrad;
import java.util.function.Supplier;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How much memory an evaluation takes at its highest point, by the counters of the pool. */
class MemoryPlanTest {
    private static final int BATCH = 256, IN = 784, HIDDEN = 512, OUT = 10;

    /** A layer of the network. */
    public record Layer(Array weight, Array bias) {}

    /** The network. */
    public record Net(Layer first, Layer second) {}

    private static Array random(long seed, int... shape) {
        Array x = mx.random.normal(mx.random.key(seed), shape).multiply(0.05);
        x.eval();
        return x;
    }

    private static Array loss(Net net, Array x, Array y) {
        Array h = mx.maximum(mx.matmul(x, net.first.weight).add(net.first.bias), mx.array(0.0));
        Array logits = mx.matmul(h, net.second.weight).add(net.second.bias);
        Array shifted = logits.subtract(logits.keepDims(v -> v.max(-1), -1));
        return mx.mean(shifted.logsumexp(-1).subtract(shifted.multiply(y).sum(-1)));
    }

    /** The most bytes that were active while {@code body} ran beyond those that were at its start. */
    private static long peak(Supplier<Object> body) {
        Memory memory = Memory.shared();
        long before = settled(memory);
        memory.resetPeakMemory();
        Object held = body.get();
        long most = memory.peakMemory() - before;
        java.lang.ref.Reference.reachabilityFence(held);
        return most;
    }

    /** The active bytes once the garbage of earlier evaluations has come back. */
    private static long settled(Memory memory) {
        long seen = -1;
        for (int quiet = 0, rounds = 0; quiet < 3 && rounds < 100; rounds++) {
            System.gc();
            memory.clearCache();
            LockSupport.parkNanos(10_000_000);
            quiet = memory.activeMemory() == seen ? quiet + 1 : 0;
            seen = memory.activeMemory();
        }
        return seen;
    }

    private final Net net = new Net(new Layer(random(1, IN, HIDDEN), random(2, HIDDEN)), new Layer(random(3, HIDDEN, OUT), random(4, OUT)));
    private final Array x = random(5, BATCH, IN), y = mx.eye(OUT).get(0).broadcastTo(dev.jacobi.engine.type.Shape.of(BATCH, OUT));

    private static long bytes(int... shape) {
        long n = 4;
        for (int s : shape) n *= s;
        return n;
    }

    /** What has to be there at once: the gradients, the hidden layer, and its cotangent. Parameters and the batch were there before. */
    private static final long LIVE = bytes(IN, HIDDEN) + bytes(HIDDEN, OUT) + bytes(HIDDEN) + bytes(OUT) + 2 * bytes(BATCH, HIDDEN);

    private void staysNearWhatLives(F3<Net, Array, Array, ValueAndGrad<Array, Net>> step) {
        for (int i = 0; i < 3; i++) {
            long most = peak(() -> {
                ValueAndGrad<Array, Net> r = step.apply(net, x, y);
                mx.eval(r);
                return r;
            });
            if (i > 0) assertTrue(most <= 1.3 * LIVE, "peak " + most + ", live " + LIVE);
        }
    }

    @Test
    void aCompiledTrainingStepTakesWhatLives() {
        staysNearWhatLives(compile(valueAndGrad(MemoryPlanTest::loss)));
    }

    @Test
    void aTrainingStepTakesWhatLives() {
        staysNearWhatLives(valueAndGrad(MemoryPlanTest::loss));
    }

    private static final int DEPTH = 16, SIDE = 128;

    private static Fn1 deep(boolean again) {
        Array w = random(9, SIDE, SIDE);
        Fn1 block = v -> mx.tanh(mx.matmul(v, w));
        Fn1 layer = v -> block.apply(block.apply(block.apply(block.apply(v))));
        Fn1 each = again ? checkpoint(layer) : layer;
        return v -> {
            Array h = v;
            for (int i = 0; i < DEPTH / 4; i++) h = each.apply(h);
            return mx.sum(h);
        };
    }

    @Test
    void checkpointSavesMemory() {
        Array v = random(10, SIDE, SIDE);
        Array plain = grad(deep(false)).apply(v);
        for (boolean compiled : new boolean[]{false, true}) {
            Fn1 all = grad(deep(false)), again = grad(deep(true));
            Fn1 f = compiled ? compile(all) : all, g = compiled ? compile(again) : again;
            long most = 0, less = 0;
            for (int i = 0; i < 2; i++) {
                most = peak(() -> f.apply(v).eval());
                less = peak(() -> g.apply(v).eval());
            }
            assertTrue(most >= DEPTH * bytes(SIDE, SIDE), "all activations are held: " + most);
            assertTrue(less <= 0.7 * most, (compiled ? "compiled: " : "") + less + " of " + most);
            assertTrue(plain.arrayEqual(g.apply(v)), "the same gradient");
        }
    }

    @Test
    void aValueAskedForLaterIsRight() {
        Array[] inner = new Array[1];
        Array v = random(11, 64, 64);
        Array g = grad((Array a) -> {
            inner[0] = mx.matmul(a, a);
            return mx.sum(mx.matmul(inner[0], a));
        }).apply(v);
        g.eval();
        Array want = mx.matmul(v, v);
        assertTrue(want.arrayEqual(inner[0]));
        assertTrue(want.arrayEqual(inner[0]), "and once more");
        assertEquals(mx.sum(mx.square(want)).item(), mx.sum(mx.square(inner[0])).item(), 1e-4);
    }

    @Test
    void aLongChainInOneEvaluationTakesTwoArrays() {
        Array w = random(12, SIDE, SIDE);
        Fn1 chain = compile(v -> {
            for (int i = 0; i < 50; i++) v = mx.matmul(v, w);
            return v;
        });
        Array v = random(13, SIDE, SIDE);
        chain.apply(v).eval();
        long most = peak(() -> chain.apply(v).eval());
        assertTrue(most <= 2.5 * bytes(SIDE, SIDE), "peak " + most);
    }

    @Test
    void trainingHoldsMemoryFlat() {
        F3<Net, Array, Array, Net> step = (p, a, b) -> {
            Net g = valueAndGrad(MemoryPlanTest::loss).apply(p, a, b).grad();
            return dev.jacobi.engine.tree.Tree.map((Array w, Array d) -> w.subtract(d.multiply(0.1)), p, g);
        };
        for (F3<Net, Array, Array, Net> each : java.util.List.of(step, compile(step))) {
            Net now = new Net(new Layer(random(1, 8, 4), random(2, 4)), new Layer(random(3, 4, OUT), random(4, OUT)));
            Array a = random(5, 16, 8), b = mx.eye(OUT).get(0).broadcastTo(dev.jacobi.engine.type.Shape.of(16, OUT));
            long before = 0;
            for (int i = 0; i < 6000; i++) {
                if (i == 1000) before = settled(Memory.shared());
                now = each.apply(now, a, b);
                mx.eval(now);
            }
            long after = settled(Memory.shared());
            // kernels that are still being brought to the compiler have memory of their own meanwhile
            for (int i = 0; i < 300 && after - before >= 64 << 10; i++) {
                LockSupport.parkNanos(100_000_000);
                after = settled(Memory.shared());
            }
            assertTrue(after - before < 64 << 10, "grown by " + (after - before));
        }
    }

    @Test
    void updatesOfWhatNobodyElseReadsHappenInPlace() {
        Fn1 f = v -> {
            Array h = v.multiply(2);
            Array before = h;
            for (int i = 0; i < 10; i++)
                h = h.at(dev.jacobi.engine.array.Index.at(i)).add(mx.array(i)).at(dev.jacobi.engine.array.Index.at(3)).set(mx.array(7.0));
            for (int i = 0; i < 3; i++) h = h.at(dev.jacobi.engine.array.Index.at(mx.array(1, 1, 2))).add(mx.array(0.5));
            return h.add(before.get(dev.jacobi.engine.array.Index.at(0)));
        };
        Array v = random(14, SIDE, SIDE), want = f.apply(v).eval();
        Fn1 c = compile(f);
        for (int k = 0; k < 2; k++) assertTrue(want.arrayEqual(c.apply(v)), "the same");
        assertTrue(random(14, SIDE, SIDE).arrayEqual(v), "the argument is as it was");
        long most = peak(() -> c.apply(v).eval());
        assertTrue(most <= 3.5 * bytes(SIDE, SIDE), "peak " + most);
    }

    @Test
    void theValueAloneKeepsWhatTheGradientWillRead() {
        Array[] inner = new Array[1];
        var f = valueAndGrad((Array a) -> mx.sum(mx.square(inner[0] = mx.matmul(a, a))));
        Array v = random(15, 64, 64);
        var both = f.apply(v);
        mx.eval(both);
        assertTrue(!inner[0].isEvaluated(), "all that reads it has been computed");
        var one = f.apply(v);
        one.value().eval();
        assertTrue(inner[0].isEvaluated(), "the gradient has still to read it");
        assertTrue(both.grad().arrayEqual(one.grad()));
    }

    @Test
    void nothingIsComputedThreeTimes() {
        Array[] inner = new Array[1];
        Array v = random(16, 64, 64);
        mx.eval(valueAndGrad((Array a) -> mx.sum(mx.square(inner[0] = mx.matmul(a, a)))).apply(v));
        assertTrue(!inner[0].isEvaluated());
        inner[0].add(1).eval();
        assertTrue(inner[0].isEvaluated(), "asked for again, it is kept");
    }

    @Test
    void aShapelessFunctionKeepsNoArgument() {
        Fn1 f = compile((Fn1) a -> a.multiply(2), dev.jacobi.engine.transform.Compile.shapeless());
        long before = settled(Memory.shared());
        for (int n = 1; n <= 20; n++) f.apply(random(n, 100_000 + n)).eval();
        assertTrue(settled(Memory.shared()) - before < bytes(300_000), "arguments of 20 calls are still held");
    }
}
