package dev.jacobi.engine.transform;

import static dev.jacobi.engine.mx.argnums;
import static dev.jacobi.engine.mx.inAxes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.TransformException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** checkpoint and customFunction. A rule that is wrong on purpose, by a factor of ten, shows that it is the rule that was used. */
class CustomFunctionTest {
    private static final Array X = mx.array(0.5, -1, 2);
    private static final CustomRules VJP = new CustomRules().vjp((p, c, out) -> List.of(c.get(0).multiply(p.get(0).cos()).multiply(10)));
    private static final CustomRules JVP = new CustomRules().jvp((p, t) -> List.of(t.get(0).multiply(p.get(0).cos()).multiply(10)));

    private static void close(Array expected, Array actual) {
        assertEquals(expected.shape(), actual.shape());
        assertEquals(expected.dtype(), actual.dtype());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 2e-6);
    }

    private static Array ten(Array derivative) { return derivative.multiply(10); }

    @Test
    void theRuleIsUsedUnderEveryNesting() {
        for (CustomRules rules : List.of(VJP, JVP)) {
            Fn1 f = mx.customFunction((Array x) -> x.sin(), rules);
            Fn1 sum = x -> f.apply(x).sum();
            Fn1 grad = mx.grad(sum);
            close(X.sin(), f.apply(X));
            close(ten(X.cos()), grad.apply(X));
            close(ten(X.cos()), mx.vmap(mx.grad(f)).apply(X));
            close(ten(X.cos()), mx.grad(x -> mx.vmap(f).apply(x).sum()).apply(X));
            close(ten(X.sin().negative()), mx.grad(x -> grad.apply(x).sum()).apply(X));
            close(ten(X.cos()), mx.compile(grad).apply(X));
            close(ten(X.cos()), mx.grad(mx.compile(sum)).apply(X));
            close(X.sin(), mx.compile(f).apply(X));
            close(X.sin(), mx.compile(mx.vmap(f)).apply(X));
            close(ten(X.cos()), mx.vmap(mx.compile(mx.grad(f))).apply(X));
            close(ten(X.sin().negative()), mx.vmap(mx.grad(mx.grad(f))).apply(X));
            Array twice = mx.stack(List.of(X, X.multiply(2)), 0);
            close(ten(twice.cos()), mx.vmap(mx.vmap(mx.grad(f))).apply(twice));
        }
    }

    @Test
    void forwardModeUsesTheJvpRuleOrElseTheFunctionItself() {
        Fn1 byRule = mx.customFunction((Array x) -> x.sin(), JVP), byFunction = mx.customFunction((Array x) -> x.sin(), VJP);
        Array one = mx.onesLike(X);
        close(ten(X.cos()), mx.jvp(byRule, X, one).tangent());
        close(X.cos(), mx.jvp(byFunction, X, one).tangent());
        close(X.cos(), mx.vmap((Array x, Array t) -> mx.jvp(byFunction, x, t).tangent()).apply(X, one));
        close(ten(X.cos()), mx.vmap((Array x, Array t) -> mx.jvp(byRule, x, t).tangent()).apply(X, one));
        close(X.cos(), mx.compile((Array x) -> mx.jvp(byFunction, x, mx.onesLike(x)).tangent()).apply(X));
    }

    @Test
    void aVmapRuleIsUsedAndTheDerivativeRulesGoThroughIt() {
        AtomicInteger calls = new AtomicInteger();
        CustomRules.VmapRule rule = (p, batched) -> {
            calls.incrementAndGet();
            assertEquals(List.of(true), batched);
            return List.of(p.get(0).sin().add(100));
        };
        Fn1 only = mx.customFunction((Array x) -> x.sin(), new CustomRules().vmap(rule));
        close(X.sin().add(100), mx.vmap(only).apply(X));
        assertTrue(calls.get() > 0);
        close(X.cos(), mx.vmap(mx.grad(only)).apply(X));
        Fn1 both = mx.customFunction((Array x) -> x.sin(), VJP.vmap(rule));
        close(X.sin().add(100), mx.vmap(both).apply(X));
        close(ten(X.cos()), mx.grad(x -> mx.vmap(both).apply(x).sum()).apply(X));
        close(ten(X.cos()), mx.vmap(mx.grad(both)).apply(X));
        close(X.cos(), mx.vmap((Array x) -> mx.jvp(both, x, mx.array(1.0)).tangent()).apply(X));
    }

    @Test
    void severalArgumentsAndResults() {
        AtomicInteger calls = new AtomicInteger();
        F1<List<Array>, List<Array>> f = mx.customFunction((List<Array> a) -> List.of(a.get(0).multiply(a.get(1)), a.get(0).exp()),
                new CustomRules().vjp((p, c, out) -> {
                    calls.incrementAndGet();
                    return List.of(c.get(0).multiply(p.get(1)).add(c.get(1).multiply(out.get(1))), c.get(0).multiply(p.get(0)));
                }));
        List<Array> at = List.of(mx.array(0.5), mx.array(3.0));
        List<Array> g = mx.grad((List<Array> a) -> f.apply(a).get(0).add(f.apply(a).get(1).multiply(2))).apply(at);
        close(mx.array(3 + 2 * Math.exp(0.5)), g.get(0));
        close(mx.array(0.5), g.get(1));
        assertTrue(calls.get() > 0);
        close(mx.array(3.0), mx.grad((List<Array> a) -> f.apply(a).get(0)).apply(at).get(0));
        List<Array> run = mx.compile(f).apply(at);
        close(mx.array(1.5), run.get(0));
        close(mx.array(Math.exp(0.5)), run.get(1));
    }

    @Test
    void aSharedArgumentGetsTheSumOverTheBatch() {
        Fn2 f = mx.customFunction((Array w, Array x) -> w.multiply(x),
                new CustomRules().vjp((p, c, out) -> List.of(ten(c.get(0).multiply(p.get(1))), c.get(0).multiply(p.get(0)))));
        Array g = mx.grad((Array w) -> mx.vmap(f, inAxes(null, 0)).apply(w, X).sum()).apply(mx.array(2.0));
        close(ten(X.sum()), g);
        Array each = mx.vmap((Array w, Array x) -> mx.grad(f).apply(w, x), inAxes(null, 0)).apply(mx.array(2.0), X);
        close(ten(X), each);
    }

    @Test
    void aSharedArgumentHasASharedTangent() {
        Fn2 f = mx.customFunction((Array w, Array x) -> w.multiply(x),
                new CustomRules().jvp((p, t) -> List.of(ten(t.get(0).multiply(p.get(1))).add(t.get(1).multiply(p.get(0))))));
        Array w = mx.array(2.0, 3.0);
        Fn1 sum = v -> mx.vmap(f, inAxes(null, 0)).apply(v, X).sum();
        close(ten(mx.array(1.5, 1.5)), mx.grad(sum).apply(w));
        close(ten(mx.array(3.0)), mx.jvp(sum, w, mx.onesLike(w)).tangent());
    }

    @Test
    void theDerivativeOfACapturedArrayIsNotLostSilently() {
        Array w = mx.array(3.0);
        Fn1 lost = v -> mx.customFunction((Array x) -> x.multiply(v).sum(), VJP).apply(X);
        TransformException e = assertThrows(TransformException.class, () -> mx.grad(lost).apply(w));
        assertTrue(e.getMessage().contains("[customFunction]") && e.getMessage().contains("float32 array")
                && e.getMessage().contains("pass it as an argument"), e.getMessage());
        Fn1 unmapped = v -> mx.customFunction((Array x) -> x.multiply(v), new CustomRules().vmap((p, batched) -> p)).apply(v);
        e = assertThrows(TransformException.class, () -> mx.vmap(unmapped).apply(X));
        assertTrue(e.getMessage().contains("[customFunction]") && e.getMessage().contains("vmap maps over"), e.getMessage());
        Fn1 unruled = v -> mx.customFunction((Array x) -> x.multiply(v).sum(), new CustomRules()).apply(X);
        close(X.sum(), mx.grad(unruled).apply(w));
        Fn1 stopped = v -> mx.customFunction((Array x) -> x.multiply(mx.stopGradient(v)).sum(), new CustomRules()).apply(X).add(v);
        close(mx.array(1.0), mx.grad(stopped).apply(w));
    }

    @Test
    void checkpointSeesWhatItCaptures() {
        Fn1 f = v -> mx.checkpoint((Array x) -> x.multiply(v).sin().sum()).apply(X);
        Fn1 plain = v -> X.multiply(v).sin().sum();
        Array w = mx.array(0.7);
        close(mx.grad(plain).apply(w), mx.grad(f).apply(w));
        close(mx.grad(mx.grad(plain)).apply(w), mx.grad(mx.grad(f)).apply(w));
        close(mx.vmap(mx.grad(plain)).apply(X), mx.vmap(mx.grad(f)).apply(X));
        close(mx.vmap(plain).apply(X), mx.vmap(f).apply(X));
        close(mx.grad(plain).apply(w), mx.compile(mx.grad(f)).apply(w));
        close(mx.grad(plain).apply(w), mx.grad(mx.compile(f)).apply(w));
        close(mx.jvp(plain, w, w).tangent(), mx.jvp(f, w, w).tangent());
        Fn1 returned = v -> mx.checkpoint((Array x) -> v).apply(X);
        close(mx.array(1.0), mx.grad(returned).apply(w));
    }

    @Test
    void capturedArraysAreMapped() {
        Array expected = mx.stack(List.of(X.multiply(X.get(0)), X.multiply(X.get(1)), X.multiply(X.get(2))), 0);
        Fn1 mapped = v -> mx.customFunction((Array x) -> x.multiply(v), VJP).apply(X);
        close(expected, mx.vmap(mapped).apply(X));
        close(expected.get(0), mx.compile(mapped).apply(X.get(0)));
    }

    @Test
    void checkpointIsTheFunctionItselfInEveryTransform() {
        Fn2 plain = (w, x) -> mx.matmul(w, x).tanh().sum();
        Fn2 f = mx.checkpoint(plain);
        Array w = mx.array(new double[][]{{0.1, 0.2, -0.4}, {0.5, -0.3, 0.9}});
        close(plain.apply(w, X), f.apply(w, X));
        for (int i = 0; i < 2; i++) {
            close(mx.grad(plain, argnums(i)).apply(w, X), mx.grad(f, argnums(i)).apply(w, X));
            close(mx.hessian(plain, argnums(i)).apply(w, X), mx.hessian(f, argnums(i)).apply(w, X));
        }
        close(mx.vmap(mx.grad(plain), inAxes(0, null)).apply(mx.stack(List.of(w, w.multiply(2)), 0), X),
                mx.vmap(mx.grad(f), inAxes(0, null)).apply(mx.stack(List.of(w, w.multiply(2)), 0), X));
        close(mx.grad(mx.checkpoint(f)).apply(w, X), mx.grad(plain).apply(w, X));
        Fn1 branching = mx.checkpoint((Array x) -> x.sum().item() > 0 ? x.square().sum() : x.sum());
        close(X.multiply(2), mx.grad(branching).apply(X));
        close(mx.onesLike(X), mx.grad(branching).apply(X.negative()));
    }

    @Test
    void aRuleOfTheWrongShapeIsRefused() {
        Fn1 few = mx.customFunction((Array x) -> x.sum(), new CustomRules().vjp((p, c, out) -> List.of()));
        String text = assertThrows(TransformException.class, () -> mx.grad(few).apply(X)).getMessage();
        assertTrue(text.contains("[customFunction]") && text.contains("gave 0 arrays")
                && text.contains("needed 1, one for each of the primals"), text);
        Fn1 wrong = mx.customFunction((Array x) -> x.sum(), new CustomRules().vjp((p, c, out) -> List.of(mx.zeros(2))));
        text = assertThrows(TransformException.class, () -> mx.grad(wrong).apply(X)).getMessage();
        assertTrue(text.contains("(2,)") && text.contains("(3,)"), text);
    }
}
