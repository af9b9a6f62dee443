package dev.jacobi.engine.cpu;

import static dev.jacobi.engine.mx.compile;
import static dev.jacobi.engine.mx.exp;
import static dev.jacobi.engine.mx.matmul;
import static dev.jacobi.engine.mx.maximum;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.ir.KernelWatch;
import dev.jacobi.engine.mx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes less to compute in each kernel that reads it than to store is not stored, and the bits are those of all steps alone. */
class RepeatsTest {
    private final Array x = normal(1, 300, 40), w = normal(2, 40, 70), bias = normal(3, 70), other = normal(4, 300, 70);
    private final Array zero = mx.array(0f), two = mx.array(2f);
    private final LoopCode.Tiers before = LoopCode.use(LoopCode.Tiers.AUTOMATIC);

    @AfterEach
    void asBefore() {
        LoopCode.use(before);
    }

    private static Array normal(int key, int... shape) { return mx.random.normal(mx.random.key(key), shape).eval(); }

    /** Results; {@code each} is called on what is on the way to them. */
    private interface Function {
        List<Array> of(Array x, Array w, Array b, UnaryOperator<Array> each);
    }

    private void assertKernels(List<String> expected, Function f) {
        List<Array> alone = f.of(x, w, bias, Array::eval);
        mx.eval(alone);
        for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
            LoopCode.use(tiers);
            List<Array> together = compile((Array x, Array w, Array b) -> f.of(x, w, b, a -> a)).apply(x, w, bias);
            assertEquals(expected, kernels(together), tiers.name());
            for (int k = 0; k < alone.size(); k++)
                assertArrayEquals(alone.get(k).toFloatArray(), together.get(k).toFloatArray(), tiers + ", result " + k);
        }
    }

    private static List<String> kernels(List<Array> results) {
        List<String> names = new ArrayList<>();
        Thread self = Thread.currentThread();
        try (var watch = KernelWatch.begin((source, kernel, nanos) -> {
            if (Thread.currentThread() == self) names.add(source.kernelName(kernel).replaceAll("one loop: | -> .*", ""));
        })) {
            mx.eval(results);
        }
        return names;
    }

    @Test
    void aBiasIsAddedByEachReader() {
        assertKernels(List.of("matmul", "add, maximum", "add, multiply"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(matmul(x, w)).add(b));
            return List.of(maximum(h, zero), h.multiply(other));
        });
    }

    @Test
    void someCheapStepsInARow() {
        assertKernels(List.of("matmul", "multiply, add, maximum", "multiply, add, exp"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(each.apply(matmul(x, w)).multiply(b)).add(b));
            return List.of(maximum(h, zero), exp(h));
        });
    }

    @Test
    void rowsTakeThemToo() {
        assertKernels(List.of("matmul", "add, sum(1)", "add, exp"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(matmul(x, w)).add(b));
            return List.of(h.sum(1), exp(h));
        });
    }

    @Test
    void whatTakesLongIsStored() {
        assertKernels(List.of("matmul", "exp", "add", "multiply"), (x, w, b, each) -> {
            Array h = each.apply(exp(each.apply(matmul(x, w))));
            return List.of(h.add(b), h.multiply(two));
        });
    }

    @Test
    void whatReadsTwoArraysIsStored() {
        assertKernels(List.of("matmul", "add", "maximum", "multiply"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(matmul(x, w)).add(other));
            return List.of(maximum(h, zero), h.multiply(two));
        });
    }

    @Test
    void whatIsAlsoReadWholeIsStored() {
        assertKernels(List.of("matmul", "add", "maximum", "matmul"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(matmul(x, w)).add(b));
            return List.of(maximum(h, zero), matmul(h, normal(5, 70, 20)));
        });
    }

    @Test
    void whatIsWantedIsStored() {
        assertKernels(List.of("matmul", "add", "maximum", "multiply"), (x, w, b, each) -> {
            Array h = each.apply(each.apply(matmul(x, w)).add(b));
            return List.of(h, maximum(h, zero), h.multiply(two));
        });
    }
}
