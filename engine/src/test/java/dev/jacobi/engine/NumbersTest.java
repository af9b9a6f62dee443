package dev.jacobi.engine;

import static dev.jacobi.engine.mx.array;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.TraceException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accuracy of reductions, and random numbers: JAX's documented values, and the same numbers under every transform. */
class NumbersTest {
    private static final Array KEY = mx.random.key(0);

    @Test
    void longSumsAreAccurate() {
        int n = 10_000_000;
        Array x = mx.full(Shape.of(n), 0.1).add(mx.zeros(n));
        double exact = (double) 0.1f * n;
        assertEquals(exact, mx.sum(x).item(), 1e-6 * exact);
        assertEquals(0.1f, mx.mean(x).item(), 1e-7);
    }

    @Test
    void theVarianceOfDataFarFromZero() {
        Array x = mx.arange(100_000).remainder(mx.array(7)).astype(dev.jacobi.engine.type.DType.FLOAT32).add(100_000);
        double mean = 0, square = 0;
        for (int i = 0; i < 100_000; i++) mean += i % 7 / 1e5;
        for (int i = 0; i < 100_000; i++) square += (i % 7 - mean) * (i % 7 - mean) / 1e5;
        assertEquals(square, mx.var(x).item(), 1e-3 * square);
        assertEquals(100_000 + mean, mx.mean(x).item(), 0.01);
    }

    @Test
    void randomNumbersAreJaxs() {
        assertArrayEquals(new long[]{1797259609L, 2579123966L, 928981903L, 3453687069L}, mx.random.split(KEY, 2).toLongArray());
        assertArrayEquals(new float[]{0.947667f, 0.9785799f, 0.33229148f}, mx.random.uniform(KEY, 0, 1, 3).toFloatArray(), 1e-7f);
        assertArrayEquals(new float[]{1.6226422f, 2.0252647f, -0.43359444f}, mx.random.normal(KEY, 3).toFloatArray(), 1e-6f);
    }

    @Test
    void keysGiveTheSameNumbersUnderEveryTransform() {
        Array keys = mx.random.split(KEY, 4);
        Fn1 draw = k -> mx.random.normal(k, 3);
        Array loop = mx.stack(List.of(draw.apply(keys.get(0)), draw.apply(keys.get(1)), draw.apply(keys.get(2)), draw.apply(keys.get(3))),
                0);
        assertTrue(loop.arrayEqual(mx.vmap(draw).apply(keys)));
        assertTrue(loop.arrayEqual(mx.compile(mx.vmap(draw)).apply(keys)));
        assertTrue(loop.arrayEqual(mx.vmap(mx.compile(draw)).apply(keys)));
        for (int i = 1; i < 4; i++) assertTrue(!loop.get(0).arrayEqual(loop.get(i)), "row " + i + " repeats row 0");
    }

    @Test
    void theGeneratorIsRefusedWhereItWouldRepeatItself() {
        for (Fn1 f : List.of(mx.vmap((Array x) -> x.add(mx.random.uniform(3))), mx.compile((Array x) -> x.add(mx.random.uniform(3))))) {
            String text = assertThrows(TraceException.class, () -> f.apply(mx.ones(2, 3))).getMessage();
            assertTrue(text.contains("[random.uniform]") && text.contains("mx.random.split"), text);
        }
        assertEquals(Shape.of(3), mx.grad((Array x) -> x.multiply(mx.random.uniform(3)).sum()).apply(array(1.0, 2.0, 3.0)).shape());
    }
}
