package dev.jacobi.engine.cpu;

import static dev.jacobi.engine.mx.compile;
import static dev.jacobi.engine.mx.exp;
import static dev.jacobi.engine.mx.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.mx;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions run as soon as what they read is there. */
class KernelOrderTest {
    private static final Array X = mx.random.normal(mx.random.key(1), 64, 90).eval();

    /** That the kernels run in this order, and give what the function gives step by step. */
    private static void assertOrder(List<String> kernels, F1<Array, List<Array>> f) {
        var compiled = compile(f);
        List<Array> found = compiled.apply(X), expected = f.apply(X);
        mx.eval(found);
        for (int k = 0; k < found.size(); k++) {
            expected.get(k).eval();
            assertArrayEquals(expected.get(k).toFloatArray(), found.get(k).toFloatArray(), "result " + k);
        }
        assertEquals(kernels,
                compiled.explain().lines().filter(l -> l.startsWith("  ")).map(l -> l.strip().replaceAll(" -> .*", "")).toList());
    }

    @Test
    void aSumOfWhatIsInTheCaches() {
        assertOrder(List.of("exp", "sum(0)", "matmul"), x -> {
            Array e = exp(x);
            return List.of(matmul(x.T(), e), e.sum(0));
        });
    }

    @Test
    void throughViews() {
        assertOrder(List.of("exp", "sum(1)", "max(0)", "matmul"), x -> {
            Array e = exp(x);
            return List.of(matmul(x.T(), e), e.reshape(4, 16, 90).sum(1), e.T().reshape(90, 64).T().max(0));
        });
    }

    @Test
    void whatIsHardlyLessStaysWhereItIs() {
        assertOrder(List.of("exp", "matmul", "sum(0)"), x -> {
            Array e = exp(x);
            return List.of(matmul(x.T(), e), e.reshape(2, 32, 90).sum(0));
        });
    }
}
