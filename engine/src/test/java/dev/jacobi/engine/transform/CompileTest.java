package dev.jacobi.engine.transform;

import static dev.jacobi.engine.mx.array;
import static dev.jacobi.engine.mx.compile;
import static dev.jacobi.engine.mx.grad;
import static dev.jacobi.engine.mx.inAxes;
import static dev.jacobi.engine.mx.jvp;
import static dev.jacobi.engine.mx.matmul;
import static dev.jacobi.engine.mx.mean;
import static dev.jacobi.engine.mx.sum;
import static dev.jacobi.engine.mx.vmap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.F2;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.TraceException;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** compile changes when and how a function runs, and nothing else. */
class CompileTest {
    private static final long SEED = Long.getLong("jacobi.seed", 20260);

    private static Array normal(long seed, int... shape) { return mx.random.normal(mx.random.key(seed), shape).eval(); }

    /** Equal in every bit, except that NaN is NaN. */
    private static void same(Array expected, Array actual, String what) {
        assertEquals(expected.shape(), actual.shape(), what);
        assertEquals(expected.dtype(), actual.dtype(), what);
        double[] e = expected.toDoubleArray(), a = actual.toDoubleArray();
        for (int i = 0; i < e.length; i++)
            assertEquals(Double.doubleToLongBits(e[i]), Double.doubleToLongBits(a[i]),
                    what + ": element " + i + ", " + e[i] + " and " + a[i]);
    }

    // random functions

    /** Operations whose results IEEE arithmetic fixes, so that it makes no difference what is computed together. */
    private static final List<BinaryOperator<Array>> BINARY = List.of(mx::add, mx::subtract, mx::multiply, mx::divide, mx::maximum,
            mx::minimum,
            (a, b) -> mx.where(mx.greater(a, b), a, b), (a, b) -> mx.where(mx.isnan(a), b, a),
            (a, b) -> matmul(a, b.transpose()).multiply(0.25));
    private static final List<UnaryOperator<Array>> UNARY = List.of(mx::negative, mx::abs, mx::square, mx::sqrt, mx::floor, mx::sign,
            mx::reciprocal,
            x -> x.multiply(1), x -> x.add(0.0), x -> x.subtract(0.0), x -> x.divide(4), x -> x.multiply(-1),
            x -> x.transpose().transpose(),
            x -> x.reshape(x.dim(0) * x.dim(1)).reshape(x.dim(0), x.dim(1)), x -> x.astype(DType.FLOAT64).astype(DType.FLOAT32),
            x -> x.get(Index.slice(null, null, -1), Index.all()), x -> x.keepDims(v -> v.max(1), 1).add(x),
            x -> x.add(mx.zeros(x.dim(0), x.dim(1))),
            x -> x.multiply(mx.ones(x.dim(0), x.dim(1))), mx::transpose, x -> x.astype(DType.INT32).astype(DType.FLOAT32));

    /** A function of two matrices that applies operations to what it has computed before. */
    private static F2<Array, Array, List<Array>> function(long seed, int size) {
        return (x, y) -> {
            Random random = new Random(seed);
            List<Array> known = new ArrayList<>(List.of(x, y));
            for (int i = 0; i < size; i++) {
                Array a = known.get(random.nextInt(known.size())), b = known.get(random.nextInt(known.size()));
                known.add(random.nextBoolean() ? UNARY.get(random.nextInt(UNARY.size())).apply(a)
                        : BINARY.get(random.nextInt(BINARY.size())).apply(a, b));
            }
            return List.of(known.getLast(), known.get(known.size() - 2), known.get(size / 2));
        };
    }

    @Test
    void compiledRandomFunctionsAreTheSameBitForBit() {
        for (int k = 0; k < 150; k++) {
            long seed = SEED + k;
            F2<Array, Array, List<Array>> f = function(seed, 3 + k % 40), c = compile(f);
            Array special = array(
                    new float[][]{{0, -0f, 1, -1}, {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f}, {2, 3, -4, 0.5f},
                            {-0f, -0f, 0, 1e30f}});
            for (Array x : List.of(special, normal(seed, 4, 4))) {
                Array y = normal(seed + 1000, 4, 4);
                List<Array> want = f.apply(x, y), got = c.apply(x, y);
                for (int i = 0; i < want.size(); i++) same(want.get(i), got.get(i), "seed " + seed + ", result " + i);
            }
        }
    }

    /** Sizes at which loops have tails, several tiles and several threads. */
    @Test
    void soAreThoseOfLargerArrays() {
        for (int n : new int[]{17, 67, 301}) {
            for (int k = 0; k < 12; k++) {
                long seed = SEED + 100 * n + k;
                F2<Array, Array, List<Array>> f = function(seed, 5 + 2 * k), c = compile(f);
                Array x = normal(seed, n, n), y = normal(seed + 1000, n, n);
                List<Array> want = f.apply(x, y);
                for (int again = 0; again < 2; again++) {
                    List<Array> got = c.apply(x, y);
                    for (int i = 0; i < want.size(); i++) same(want.get(i), got.get(i), "seed " + seed + ", result " + i);
                }
            }
        }
    }

    @Test
    void compiledGradientsOfRandomFunctionsAreTheSame() {
        for (int k = 0; k < 40; k++) {
            long seed = SEED + k;
            F2<Array, Array, List<Array>> f = function(seed, 3 + k % 12);
            Fn2 loss = (x, y) -> sum(f.apply(x, y).getFirst());
            Array x = normal(seed, 4, 4), y = normal(seed + 1, 4, 4);
            Array want = grad(loss).apply(x, y);
            if (hasNaN(want)) continue;
            near(want, compile(grad(loss)).apply(x, y), "compile(grad), seed " + seed);
            near(want, grad(compile(loss)).apply(x, y), "grad(compile), seed " + seed);
        }
    }

    private static boolean hasNaN(Array x) { return Arrays.stream(x.toDoubleArray()).anyMatch(v -> v != v || Double.isInfinite(v)); }

    // composition

    private static final Fn1 F = v -> sum(mx.sin(v).multiply(v).add(mx.exp(v.negative())));

    private static void near(Array want, Array got, String what) {
        assertEquals(want.shape(), got.shape(), what);
        double[] w = want.toDoubleArray(), g = got.toDoubleArray();
        for (int i = 0; i < w.length; i++) assertEquals(w[i], g[i], 1e-5 * (1 + Math.abs(w[i])), what + " " + i);
    }

    @Test
    void compileComposesWithEveryTransformInBothOrders() {
        Array x = normal(1, 6), rows = normal(2, 5, 6), t = normal(3, 6);
        Fn1 inner = compile(F);
        for (int again = 0; again < 2; again++) {
            near(grad(F).apply(x), grad(inner).apply(x), "grad(compile)");
            near(grad(F).apply(x), compile(grad(F)).apply(x), "compile(grad)");
            near(grad(F).apply(x), compile(grad(inner)).apply(x), "compile(grad(compile))");
            near(vmap(F).apply(rows), vmap(inner).apply(rows), "vmap(compile)");
            near(vmap(F).apply(rows), compile(vmap(F)).apply(rows), "compile(vmap)");
            near(vmap(grad(F)).apply(rows), compile(vmap(grad(inner))).apply(rows), "compile(vmap(grad(compile)))");
            near(vmap(grad(F)).apply(rows), vmap(compile(grad(F))).apply(rows), "vmap(compile(grad))");
            near((Array) jvp(F, x, t).tangent(), (Array) jvp(inner, x, t).tangent(), "jvp(compile)");
            Fn1 pushed = v -> jvp(F, v, t).tangent();
            near(pushed.apply(x), compile(pushed).apply(x), "compile(jvp)");
            Fn1 second = v -> sum(grad(F).apply(v));
            near(grad(second).apply(x), grad(v -> sum(compile(grad(F)).apply(v))).apply(x), "grad(compile(grad))");
            near(mx.hessian(F).apply(x), compile(mx.hessian(F)).apply(x), "compile(hessian)");
            near(mx.hessian(F).apply(x), mx.hessian(inner).apply(x), "hessian(compile)");
            near(F.apply(x), compile(inner).apply(x), "compile(compile)");
            near(grad(F).apply(x), compile(grad(mx.checkpoint(inner))).apply(x), "compile(grad(checkpoint(compile)))");
            near(grad(F).apply(x), grad(mx.checkpoint(inner)).apply(x), "grad(checkpoint(compile))");
        }
    }

    @Test
    void callsOfCallsAndLazyOperandsAreRight() {
        Fn1 f = compile(v -> v.multiply(2).add(1));
        Array x = array(1.0, 2.0), deep = x;
        for (int i = 0; i < 20; i++) deep = f.apply(deep).multiply(0.5);
        Array want = x;
        for (int i = 0; i < 20; i++) want = want.multiply(2).add(1).multiply(0.5);
        same(want, deep, "calls among lazy operations");
        Array chain = x;
        for (int i = 0; i < 20_000; i++) chain = compiledHalf.apply(chain);
        assertEquals(1, chain.get(0).item());
        F1<Array, Map<String, Array>> several = compile((Array v) -> Map.of("same", v, "twice", v.add(v)));
        Map<String, Array> r = several.apply(x.multiply(3));
        assertEquals("array([6, 12], dtype=float32)", r.get("twice").toString());
        assertEquals("array([3, 6], dtype=float32)", r.get("same").toString());
    }

    private final Fn1 compiledHalf = compile(v -> v.add(1).multiply(0.5));

    @Test
    void whatIsCapturedIsAnInputAndLazyCapturesAreComputedOnce() {
        Array[] counted = {normal(7, 300)};
        Array lazy = mx.sort(counted[0]);
        Fn1 f = compile(v -> v.add(lazy));
        Array x = normal(8, 300);
        same(x.add(mx.sort(counted[0])), f.apply(x), "first");
        assertTrue(lazy.isEvaluated(), "the captured array has its value from the first call");
        same(x.add(lazy), f.apply(x), "again");
        Array w = normal(9, 3);
        Fn1 g = a -> sum(compile(v -> v.multiply(a)).apply(w));
        near(w, grad(g).apply(normal(10, 3)), "gradient for what is captured");
        near(vmap((Fn1) a -> compile(v -> v.multiply(a)).apply(w)).apply(normal(11, 4, 3)), normal(11, 4, 3).multiply(w),
                "batch of captured");
    }

    @Test
    void eightThreadsCallOneFunction() throws Exception {
        Fn1 f = compile(vmap(grad(v -> mx.sin(v).multiply(v).add(mx.exp(v.negative())))));
        Array x = normal(12, 5000), want = f.apply(x);
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int n = 5000 - i % 3;
                tasks.add(() -> f.apply(x.get(Index.slice(0, n))).arrayEqual(want.get(Index.slice(0, n))));
            }
            for (var r : pool.invokeAll(tasks)) assertTrue(r.get());
        }
    }

    @Test
    void threadsThatTraceTheSameAtOnceAreOneTrace() throws Exception {
        CyclicBarrier allTracing = new CyclicBarrier(4);
        Fn1 f = compile(v -> {
            try {
                allTracing.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return v.multiply(2);
        });
        try (var pool = Executors.newFixedThreadPool(4)) {
            Callable<Double> task = () -> f.apply(array(3)).item();
            for (var r : pool.invokeAll(Collections.nCopies(4, task))) assertEquals(6, r.get());
        }
        assertTrue(f.explain().startsWith("compiled: traced 1 time, 1 trace kept"), f.explain());
    }

    @Test
    void aResultThatNobodyEvaluatedMayBeSharedByThreads() throws Exception {
        Fn2 f = compile((a, b) -> matmul(a, b).add(1));
        for (int round = 0; round < 50; round++) {
            Array lazy = f.apply(normal(round, 20, 20), normal(round + 1, 20, 20)).multiply(2);
            try (var pool = Executors.newFixedThreadPool(4)) {
                List<Callable<Array>> tasks = new ArrayList<>();
                for (int i = 0; i < 4; i++) tasks.add(() -> lazy.add(1).eval());
                Array first = null;
                for (var r : pool.invokeAll(tasks)) {
                    if (first == null) first = r.get();
                    assertTrue(first.arrayEqual(r.get()));
                }
            }
        }
    }

    @Test
    void transformsWalkAGraphInWhichNothingIsTwice() {
        Array like = normal(1, 4);
        Graph graph = Graph.trace("compile", in -> new Array[]{mx.exp(in[0]).multiply(2).add(mx.exp(in[0]).multiply(2))}, new Array[]{like},
                new String[]{"x"});
        assertEquals(2, graph.size() - graph.shared().size(), "exp and multiply");
        same(graph.apply(new Array[]{like})[0], graph.shared().apply(new Array[]{like})[0], "shared");
    }

    // what it says

    @Test
    void explainSaysWhatWasDone() {
        Fn1 f = compile(v -> mx.exp(v).add(mx.exp(v)).multiply(1).add(mx.array(2.0).multiply(3)));
        f.apply(normal(1, 1000)).eval();
        String text = f.explain();
        for (String part : List.of("traced 1 time, 1 trace kept", "first call", "for float32 (1000,)", "common subexpression",
                "folded constant",
                "identit",
                "1 kernel:", "one loop: exp, add, add -> float32 (1000,)", "planned peak memory"))
            assertTrue(text.contains(part), () -> "no '" + part + "' in:\n" + text);
    }

    @Test
    void whatIsRemovedIsOperations() {
        Fn1 f = compile(v -> mx.sin(v.multiply(2)).add(mx.cos(v.multiply(2))).add(2));
        f.apply(normal(1, 10)).eval();
        String text = f.explain();
        assertTrue(text.contains(": 6 operations, 5 after optimisation; removed 1 common subexpression\n"), text);
    }

    @Test
    void aTraceSaysWhatChanged() {
        F2<Map<String, Array>, Integer, Array> f = compile((Map<String, Array> p, Integer n) -> p.get("w").multiply(n));
        f.apply(Map.of("w", array(1.0)), 2);
        assertTrue(f.explain().contains("because: first call"));
        f.apply(Map.of("w", mx.ones(3)), 2);
        assertTrue(f.explain().contains("argument 0 at w: float32 () -> float32 (3,)"), f.explain());
        f.apply(Map.of("w", mx.ones(3).astype(DType.FLOAT64)), 2);
        assertTrue(f.explain().contains("argument 0 at w: float32 (3,) -> float64 (3,)"), f.explain());
        f.apply(Map.of("w", mx.ones(3)), 5);
        assertTrue(f.explain().contains("argument 1: 2 -> 5"), f.explain());
        assertTrue(f.explain().contains("traced 4 times"), f.explain());
        f.apply(Map.of("w", mx.ones(3)), 2);
        assertTrue(f.explain().contains("traced 4 times"), f.explain());
    }

    @Test
    void manyTracesAreExplainedByWhatVaried() {
        Fn2 f = compile((a, b) -> a.add(1));
        for (int n = 1; n < Compiled.MANY; n++) f.apply(mx.ones(n), array(1.0));
        assertFalse(f.explain().contains("varied"), f.explain());
        f.apply(mx.ones(Compiled.MANY), array(1.0));
        assertTrue(f.explain().contains("traced 32 times, which costs more than it saves: the shape of argument 0 varied 31 times"),
                f.explain());
    }

    @Test
    void disabledCompilationCallsTheFunction() {
        int[] calls = {0};
        Fn1 f = compile(v -> {
            calls[0]++;
            return v.add(1);
        });
        try {
            mx.disableCompile();
            f.apply(array(1.0));
            f.apply(array(1.0));
            assertEquals(2, calls[0]);
            assertTrue(f.explain().contains("disabled"), f.explain());
        } finally {
            mx.enableCompile();
        }
        f.apply(array(1.0));
        f.apply(array(2.0));
        assertEquals(3, calls[0]);
    }

    @Test
    void valuesInsideOfATraceAreRefusedByName() {
        var e = assertThrows(TraceException.class, () -> compile(v -> mx.exp(v).item() > 0 ? v : v.negative()).apply(array(1.0)));
        assertTrue(e.getMessage().contains("exp") && e.getMessage().contains("compile is tracing argument 0"), e.getMessage());
        assertEquals(2, compile(v -> v.add(1)).apply(array(1.0)).item(), "nothing stays behind");
    }

    @Test
    void arraysKeptBeyondATraceSayWhatTheyAre() {
        Array[] kept = new Array[1];
        compile(v -> kept[0] = v.add(1)).apply(array(1.0)).eval();
        var e = assertThrows(TraceException.class, () -> kept[0].item());
        assertTrue(e.getMessage().contains("kept beyond the call"), e.getMessage());
    }

    // shapeless

    private static Fn1 counted(int[] calls, Fn1 f) {
        return compile((Fn1) v -> {
            calls[0]++;
            return f.apply(v);
        }, Compile.shapeless());
    }

    private static void forAllSizes(Fn1 f, int[]... shapes) {
        int[] calls = {0};
        Fn1 c = counted(calls, f);
        for (int[] shape : shapes) {
            Array x = normal(shape[0], shape);
            near(f.apply(x), c.apply(x), Arrays.toString(shape));
        }
        assertEquals(Template.PROBES, calls[0], c.explain());
        assertTrue(c.explain().contains("compiled for all sizes: traced 1 time,"), c.explain());
    }

    @Test
    void oneTraceServesAllSizes() {
        int[][] matrices = {{4, 7}, {5, 3}, {100, 2}, {8, 9}};
        forAllSizes(v -> v.multiply(2).add(1), matrices);
        forAllSizes(v -> v.subtract(mean(v)), matrices);
        forAllSizes(v -> v.subtract(v.keepDims(a -> a.mean(-1), -1)), matrices);
        forAllSizes(v -> matmul(v, v.transpose()), matrices);
        forAllSizes(v -> v.reshape(v.dim(0) * v.dim(1)), matrices);
        forAllSizes(v -> v.cumsum(1), matrices);
        forAllSizes(v -> v.get(Index.slice(1, v.dim(0)), Index.all()).subtract(v.get(Index.slice(0, v.dim(0) - 1), Index.all())), matrices);
        forAllSizes(v -> mx.concatenate(List.of(v, v, mx.ones(1, v.dim(1))), 0), matrices);
        forAllSizes(v -> v.subtract(v.keepDims(a -> a.logsumexp(-1), -1)), matrices);
        forAllSizes(v -> mx.arange(v.dim(0)).astype(DType.FLOAT32).reshape(v.dim(0), 1).multiply(v), matrices);
        forAllSizes(grad(v -> mean(mx.square(v).add(v))), matrices);
        forAllSizes(vmap(grad(v -> sum(mx.sin(v).multiply(v)))), matrices);
    }

    @Test
    void sizesThatWereEqualMakeATraceOfTheirOwnWhenTheyDiffer() {
        int[] calls = {0};
        Fn1 f = counted(calls, v -> v.add(v.transpose()));
        near(array(new float[][]{{2, 2}, {2, 2}}), f.apply(mx.ones(2, 2)), "square");
        near(mx.full(dev.jacobi.engine.type.Shape.of(5, 5), 2), f.apply(mx.ones(5, 5)), "larger square");
        assertEquals(Template.PROBES, calls[0]);
        assertThrows(RuntimeException.class, () -> f.apply(mx.ones(2, 3)));
        near(mx.full(dev.jacobi.engine.type.Shape.of(3, 3), 2), f.apply(mx.ones(3, 3)), "after an error");
    }

    @Test
    void whatDoesNotFollowFromTheSizesIsRefusedByName() {
        var half = assertThrows(TransformException.class,
                () -> compile((Fn1) v -> v.get(Index.slice(0, v.dim(0) / 2)), Compile.shapeless()).apply(mx.ones(9)));
        assertTrue(half.getMessage().contains("slice has a size of 4"), half.getMessage());
        var branch = assertThrows(TransformException.class,
                () -> compile((Fn1) v -> v.dim(0) > 10 ? mx.exp(v) : mx.sin(v), Compile.shapeless()).apply(mx.ones(9)));
        assertTrue(branch.getMessage().contains("depending on the sizes"), branch.getMessage());
        var made = assertThrows(TransformException.class,
                () -> compile((Fn1) v -> v.add(mx.random.normal(mx.random.key(1), v.dim(0))), Compile.shapeless()).apply(mx.ones(9)));
        assertTrue(made.getMessage().contains("an array that the function makes, float32 (9,)"), made.getMessage());
        var number = assertThrows(TransformException.class,
                () -> compile((Fn1) v -> v.multiply(Math.log(v.dim(0))), Compile.shapeless()).apply(mx.ones(9)));
        assertTrue(number.getMessage().contains("computes with the number"), number.getMessage());
        var fixed = assertThrows(TransformException.class,
                () -> compile((Fn1) v -> v.reshape(3, 3), Compile.shapeless()).apply(mx.ones(9)));
        assertTrue(fixed.getMessage().contains("[reshape]"), fixed.getMessage());
        assertFalse(fixed.getMessage().contains("null"), fixed.getMessage());
    }

    @Test
    void shapelessComposes() {
        Fn1 f = compile(F, Compile.shapeless());
        for (int n : new int[]{3, 8, 5}) {
            Array x = normal(n, n), rows = normal(n, 4, n);
            near(F.apply(x), f.apply(x), "value");
            near(grad(F).apply(x), grad(f).apply(x), "grad");
            near(vmap(F).apply(rows), vmap(f, inAxes(0)).apply(rows), "vmap");
            near(F.apply(x.multiply(2)), compile(f).apply(x.multiply(2)), "compile");
        }
    }
}
