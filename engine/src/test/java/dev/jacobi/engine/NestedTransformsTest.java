package dev.jacobi.engine;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.transform.Aux;
import dev.jacobi.engine.transform.CustomRules;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.TraceException;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Transforms of transforms, and of functions over trees. */
class NestedTransformsTest {
    private static final Array X = mx.array(new double[]{0.3, -1.2, 2.5, 0.7}, DType.FLOAT64);

    private static void close(Array got, Array want, double tolerance) {
        assertEquals(want.shape(), got.shape());
        assertArrayEquals(want.toDoubleArray(), got.toDoubleArray(), tolerance);
    }

    @Test
    void gradientsNest() {
        Fn1 cube = v -> v.multiply(v).multiply(v);
        assertEquals(6, grad(grad(grad(cube))).apply(array(2.0)).item(), 1e-6);
        close(vmap(grad(mx::sin)).apply(X), cos(X), 1e-14);
        close(grad(v -> sum(vmap(grad(mx::sin)).apply(v))).apply(X), sin(X).negative(), 1e-14);
        close((Array) jvp(grad(v -> sum(sin(v))), List.of(X), List.of(onesLike(X))).tangent(), sin(X).negative(), 1e-14);
    }

    @Test
    void hessiansAgree() {
        Fn1 f = v -> sum(sin(v).multiply(v)).add(prod(v));
        close(hessian(f).apply(X), jacfwd(grad(f)).apply(X), 1e-12);
        close(hessian(f).apply(X), jacrev(grad(f)).apply(X), 1e-12);
        close(jacfwd(mx::softmax).apply(X), jacrev(mx::softmax).apply(X), 1e-14);
    }

    @Test
    void perturbationsAreNotConfused() {
        Fn1 nested = y -> y.multiply(grad(z -> y.add(z)).apply(array(1.0)));
        assertEquals(1, grad(nested).apply(array(2.0)).item());
    }

    @Test
    void branchesOnValuesWorkUnderGrad() {
        Fn1 f = v -> v.item() > 0 ? v.multiply(v) : v.negative();
        assertEquals(6, grad(f).apply(array(3.0)).item());
        assertEquals(-1, grad(f).apply(array(-3.0)).item());
        assertEquals(2, grad(grad(f)).apply(array(3.0)).item());
    }

    record Layer(Array weight, Array bias) {}

    record Mlp(Layer hidden, Layer out) {
        Array loss(Array x, Array y) {
            Array h = tanh(matmul(x, hidden.weight).add(hidden.bias));
            return mean(square(matmul(h, out.weight).add(out.bias).subtract(y)));
        }
    }

    @Test
    void perExampleGradientsOfARecordEqualALoop() {
        Array k = mx.random.key(3);
        Mlp model = new Mlp(new Layer(mx.random.normal(mx.random.foldIn(k, 1), 5, 7), mx.random.normal(mx.random.foldIn(k, 2), 7)),
                new Layer(mx.random.normal(mx.random.foldIn(k, 3), 7, 2), mx.random.normal(mx.random.foldIn(k, 4), 2)));
        Array xs = mx.random.normal(mx.random.foldIn(k, 5), 6, 5), ys = mx.random.normal(mx.random.foldIn(k, 6), 6, 2);
        var gradient = grad((Mlp m, Array x, Array y) -> m.loss(x, y));
        Mlp all = vmap(gradient, inAxes(null, 0, 0)).apply(model, xs, ys);
        for (int i = 0; i < 6; i++) {
            Mlp one = gradient.apply(model, xs.get(i), ys.get(i));
            List<Array> want = Tree.of(one).leaves(), got = Tree.of(all).leaves();
            for (int l = 0; l < want.size(); l++) {
                double[] w = want.get(l).toDoubleArray(), g = got.get(l).get(i).toDoubleArray();
                for (int e = 0; e < w.length; e++) assertEquals(w[e], g[e], 1e-6 * (1 + Math.abs(w[e])), "leaf " + l + " of example " + i);
            }
        }
    }

    @Test
    void treesKeepTheirStructure() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layers", List.of(new Layer(array(1.0), array(2.0))));
        tree.put("scale", new Array[]{array(3.0)});
        tree.put("name", "static");
        Map<String, Object> g = grad((Map<String, Object> t) -> {
            Layer l = (Layer) ((List<?>) t.get("layers")).getFirst();
            return l.weight().multiply(l.bias()).multiply(((Array[]) t.get("scale"))[0]);
        }).apply(tree);
        assertEquals("[layers, scale, name]", g.keySet().toString());
        assertEquals("Layer[weight=array(6, dtype=float32), bias=array(3, dtype=float32)]",
                ((List<?>) g.get("layers")).getFirst().toString());
        assertEquals(2, ((Array[]) g.get("scale"))[0].item());
        assertEquals("static", g.get("name"));
        assertEquals(List.of("layers.0.weight", "layers.0.bias", "scale.0"), Tree.of(tree).paths());
    }

    @Test
    void argnumsKeepTheirOrderAndCountFromTheEnd() {
        List<Array> g = grad((a, b) -> a.multiply(b), argnums(-1, 0)).apply(array(2.0), array(5.0));
        assertEquals(2, g.get(0).item());
        assertEquals(5, g.get(1).item());
        assertEquals(2, grad((a, b) -> a.multiply(b), argnums(-1)).apply(array(2.0), array(5.0)).item());
    }

    @Test
    void axesAreTreesAndMayBeNull() {
        Array m = mx.arange(6).reshape(2, 3).astype(DType.FLOAT32);
        assertEquals("array([6, 15], dtype=float32)",
                vmap(v -> sum(v.multiply(2)).multiply(0.5).add(3)).apply(m).toString().replace("6,", "6,"));
        var pair = vmap((Layer l, Array v) -> l.weight().add(l.bias()).add(v), inAxes(List.of(0, 1), null), outAxes(1))
                .apply(new Layer(m, m.transpose()), array(1.0));
        assertEquals("(3, 2)", pair.shape().toString());
        Array c = vmap((Array v) -> array(7.0), inAxes(0), outAxes(null)).apply(m);
        assertEquals(7, c.item());
        assertEquals("array([7, 7], dtype=float32)", vmap(v -> array(7.0)).apply(m).toString());
    }

    @Test
    void maskedBranchesHaveNoNanGradients() {
        Array z = array(0.0, -1.0, 4.0);
        assertEquals("array([0, 0, 0.25], dtype=float32)", grad(v -> sum(where(v.greater(0), sqrt(v), v.multiply(0)))).apply(z).toString());
        assertEquals("array([0, 0, 0.25], dtype=float32)", grad(v -> sum(where(v.greater(0), log(v), zerosLike(v)))).apply(z).toString());
        assertEquals("array([0, 0, 2.38629], dtype=float32)",
                grad(v -> sum(where(v.greater(0), v.multiply(log(v)), zerosLike(v)))).apply(z).toString());
        assertEquals("array([1, 0], dtype=float32)",
                grad(v -> sum(where(v.less(9), mx.exp(v), zerosLike(v)))).apply(array(0.0, 1000.0)).toString());
        assertEquals("array([1, 0], dtype=float32)",
                grad(v -> sum(where(v.less(9), mx.sinh(v), zerosLike(v)))).apply(array(0.0, 1000.0)).toString());
        assertEquals("array([0, 0, 0], dtype=float32)", grad(v -> sqrt(sum(square(v)))).apply(mx.zeros(3)).toString());
        assertEquals("array([0, 0], dtype=float32)", grad(mx::std).apply(mx.ones(2)).toString());
        assertEquals("array([6, 0, 0], dtype=float32)", grad(mx::prod).apply(array(0.0, 2.0, 3.0)).toString());
        assertEquals("array([0.5, 0.5, 0], dtype=float32)", grad(mx::max).apply(array(2.0, 2.0, 1.0)).toString());
    }

    @Test
    void sliceAssignmentUnderVmapIsRightInEveryRow() {
        Array rows = mx.arange(12).reshape(3, 4).astype(DType.FLOAT32), update = array(-1.0, -2.0);
        Array got = vmap(r -> r.at(Index.slice(1, 3)).set(update)).apply(rows);
        for (int i = 0; i < 3; i++) assertTrue(got.get(i).arrayEqual(rows.get(i).at(Index.slice(1, 3)).set(update)), "row " + i);
        Array g = vmap(grad(r -> sum(square(r.at(Index.slice(1, 3)).set(update))))).apply(rows);
        for (int i = 0; i < 3; i++)
            assertTrue(g.get(i).arrayEqual(rows.get(i).multiply(2).at(Index.slice(1, 3)).set(0)), "gradient of row " + i);
        Array padded = grad(v -> sum(square(vmap(r -> pad(r, 0, 1, 2, array(5.0))).apply(v)))).apply(rows);
        assertTrue(padded.arrayEqual(rows.multiply(2)));
    }

    @Test
    void customRulesAreUsedWhereverTheFunctionIs() {
        Fn1 f = customFunction(v -> v.multiply(v), new CustomRules().vjp((p, c, o) -> List.of(c.getFirst().multiply(100))));
        assertEquals(100, grad(f).apply(array(3.0)).item());
        assertEquals("array([100, 100], dtype=float32)", vmap(grad(f)).apply(array(1.0, 2.0)).toString());
        assertEquals("array([100, 100], dtype=float32)", grad(v -> sum(vmap(f).apply(v))).apply(array(1.0, 2.0)).toString());
        assertEquals(100, compile(grad(f)).apply(array(3.0)).item());
        assertEquals(9, f.apply(array(3.0)).item());
        Fn1 g = customFunction(v -> v.multiply(v), new CustomRules().jvp((p, t) -> List.of(t.getFirst().multiply(7))));
        assertEquals(7, grad(g).apply(array(3.0)).item());
        assertEquals(7, jvp(g, array(3.0), array(1.0)).tangent().item());
    }

    @Test
    void aCustomFunctionDoesNotSilentlyLoseWhatItCaptures() {
        Fn1 outer = w -> customFunction(v -> v.multiply(w), new CustomRules()).apply(array(3.0));
        assertEquals(3, grad(outer).apply(array(2.0)).item());
        Fn1 recomputed = w -> checkpoint(v -> v.multiply(w)).apply(array(3.0));
        assertEquals(3, grad(recomputed).apply(array(2.0)).item());
        assertEquals("array([3, 3], dtype=float32)", vmap(grad(recomputed)).apply(array(2.0, 4.0)).toString());
        Fn1 ruled = w -> customFunction(v -> v.multiply(w), new CustomRules().vjp((p, c, o) -> c)).apply(w);
        var refused = assertThrows(TransformException.class, () -> grad(ruled).apply(array(2.0)));
        assertTrue(refused.getMessage().contains("from outside"), refused.getMessage());
    }

    @Test
    void checkpointChangesNoDerivative() {
        Fn1 f = v -> sum(sin(exp(v)).multiply(v));
        close(grad(checkpoint(f)).apply(X), grad(f).apply(X), 1e-14);
        close(grad(v -> sum(grad(checkpoint(f)).apply(v))).apply(X), grad(v -> sum(grad(f).apply(v))).apply(X), 1e-12);
        Array m = stack(List.of(X, X.multiply(2)), 0);
        close(vmap(grad(checkpoint(f))).apply(m), vmap(grad(f)).apply(m), 1e-14);
    }

    @Test
    void compiledFunctionsComposeAndTraceOnce() {
        int[] calls = {0};
        Fn1 f = compile(v -> {
            calls[0]++;
            return sum(sin(v).multiply(v));
        });
        double eager = sum(sin(X).multiply(X)).item();
        assertEquals(eager, f.apply(X).item(), 1e-14);
        assertEquals(eager, f.apply(X.multiply(1)).item(), 1e-14);
        assertEquals(1, calls[0]);
        close(grad(f).apply(X), grad(v -> sum(sin(v).multiply(v))).apply(X), 1e-14);
        close(compile(vmap(grad(mx::sin))).apply(X), cos(X), 1e-14);
        close(vmap(compile(grad(mx::sin))).apply(X), cos(X), 1e-14);
        f.apply(X.get(Index.slice(0, 2)));
        assertEquals(2, calls[0]);
        assertTrue(f.explain().contains("argument 0: float64 (4,) -> float64 (2,)"), f.explain());
    }

    @Test
    void whatACompiledFunctionCapturesStaysAnInput() {
        Fn1 slope = w -> compile(v -> v.multiply(w)).apply(array(3.0));
        assertEquals(3, grad(slope).apply(array(2.0)).item());
    }

    @Test
    void anExceptionWhileTracingLeavesNothingBehind() {
        boolean[] fail = {true};
        Fn1 f = compile(v -> {
            if (fail[0]) throw new IllegalStateException("no");
            return v.multiply(2);
        });
        assertThrows(IllegalStateException.class, () -> f.apply(array(1.0)));
        fail[0] = false;
        assertEquals(2, f.apply(array(1.0)).item());
        assertEquals(6, grad(v -> v.multiply(v)).apply(array(3.0)).item());
    }

    @Test
    void theCompileCacheIsBounded() {
        Fn1 f = compile(v -> v.add(1));
        for (int n = 1; n <= 200; n++) f.apply(mx.ones(n)).eval();
        assertTrue(f.explain().contains("64 traces kept of at most 64"), f.explain());
    }

    @Test
    void randomNumbersDifferRowByRow() {
        Array keys = mx.random.split(mx.random.key(1), 4);
        Array rows = vmap((k, v) -> mx.random.normal(k, 3).add(v), inAxes(0, null)).apply(keys, array(0.0));
        for (int i = 0; i < 4; i++) assertTrue(rows.get(i).arrayEqual(mx.random.normal(keys.get(i), 3)), "row " + i);
        assertFalse(rows.get(0).arrayEqual(rows.get(1)));
        var refused = assertThrows(TraceException.class, () -> vmap(v -> v.add(mx.random.uniform())).apply(X));
        assertTrue(refused.getMessage().contains("mx.random.split"), refused.getMessage());
        assertThrows(TraceException.class, () -> compile(v -> v.add(mx.random.uniform())).apply(X));
    }

    @Test
    void auxPassesThrough() {
        var r = valueAndGradAux((Array v) -> new Aux<>(sum(v.multiply(v)), v.multiply(10))).apply(X);
        close(r.grad(), X.multiply(2), 1e-14);
        close(r.value().aux(), X.multiply(10), 1e-14);
    }

    @Test
    void dtypesOfDerivativesAreThoseOfTheirPrimals() {
        for (DType d : List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64)) {
            assertEquals(d, grad(v -> sum(sin(v)).astype(DType.FLOAT32)).apply(X.astype(d)).dtype());
        }
        assertEquals(DType.BOOL, jvp((Array v) -> v.greater(0), X, X).tangent().dtype());
    }

    @Test
    void eightThreadsShareAGraph() throws Exception {
        Array shared = sin(X).multiply(X);
        double want = grad(v -> sum(v.multiply(sin(v)).multiply(sin(X).multiply(X)))).apply(X).get(2).item();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) tasks.add(() -> grad(v -> sum(v.multiply(sin(v)).multiply(shared))).apply(X).get(2).item());
            for (var f : pool.invokeAll(tasks)) assertEquals(want, f.get(), 1e-12);
        }
    }
}
