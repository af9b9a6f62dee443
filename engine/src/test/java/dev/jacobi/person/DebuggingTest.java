package dev.jacobi.person;

import static dev.jacobi.engine.mx.array;
import static dev.jacobi.engine.mx.compile;
import static dev.jacobi.engine.mx.debugCreationSites;
import static dev.jacobi.engine.mx.debugNans;
import static dev.jacobi.engine.mx.grad;
import static dev.jacobi.engine.mx.log;
import static dev.jacobi.engine.mx.sqrt;
import static dev.jacobi.engine.mx.sum;
import static dev.jacobi.engine.mx.vmap;
import static dev.jacobi.engine.mx.where;
import static dev.jacobi.engine.mx.zerosLike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.CreationSite;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.NanException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.TraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What made a NaN, and where an array without a value came from. In a package of its own: the engine's frames are left out of places. */
class DebuggingTest {
    private static final Array X = array(4.0, -1.0, 9.0);

    private static Throwable nan(Executable bad, String... parts) {
        try (var debug = debugNans()) {
            NanException e = assertThrows(NanException.class, bad);
            for (String part : parts) assertTrue(e.getMessage().contains(part), () -> "'" + part + "' is missing in: " + e.getMessage());
            return e;
        }
    }

    /** The method that called the operation, by the cause of the error. */
    private static String method(Throwable e) {
        return assertInstanceOf(CreationSite.class, e.getCause()).getStackTrace()[0].getMethodName();
    }

    @Test
    void theOperationThatMadeANanIsNamedWithWhatItWasGiven() {
        Throwable e = nan(() -> sum(sqrt(X).multiply(2)).item(), "[debugNans] sqrt made NaN", "float32 (3,) at index (1,), of -1",
                "as far as the result of sum, float32 ()");
        assertTrue(method(e).contains("theOperationThatMadeANan"), method(e));
        assertEquals("sqrt was called here", e.getCause().getMessage());
        nan(() -> mx.eval(X.multiply(0).divide(zerosLike(X))), "divide made NaN", "at index (0,), of 0, 0");
        nan(() -> mx.matmul(mx.full(Shape.of(2, 2), mx.inf), array(new double[][]{{1, -1}, {1, 1}})).eval(),
                "matmul made NaN", "float32 (2, 2)", "index (0, 1)");
    }

    /** Scalars are computed without a backend, many small graphs together, compiled functions by a program of their own. */
    @Test
    void howeverItIsComputed() {
        nan(() -> log(array(-1.0)).item(), "log made NaN", "float32 (), of -1");
        Array[] many = new Array[100];
        for (int i = 0; i < many.length; i++) many[i] = sqrt(X.add(i));
        nan(() -> mx.eval((Object[]) many), "sqrt made NaN", "of -1");
        Fn1 compiled = compile(v -> sum(sqrt(v).add(1)));
        compiled.apply(array(1.0, 2.0, 3.0)).eval();
        nan(() -> compiled.apply(X).add(1).eval(), "sqrt made NaN", "index (1,), of -1");
        nan(() -> vmap(v -> log(v)).apply(X).toString(), "log made NaN", "index (1,)");
        nan(() -> sqrt(X).toFloatArray(), "sqrt made NaN");
    }

    @Test
    void aDerivativesNanIsThatOfTheOperationThatWasDifferentiated() {
        Fn1 f = v -> sum(mx.sin(v.divide(0)));
        Throwable e = nan(() -> grad(f).apply(array(2.0, 3.0)).eval(), "cos made NaN", "of inf");
        assertEquals("the derivative of sin, which was called here", e.getCause().getMessage());
        assertTrue(method(e).contains("lambda$aDerivativesNan"), method(e));
    }

    @Test
    void aNanThatWasThereIsSaidToBe() {
        nan(() -> X.multiply(array(1.0, 2.0, mx.nan)).eval(), "a NaN was there already", "float32 (3,) at index (2,)",
                "the result of multiply");
    }

    @Test
    void whatAMaskLeavesOutAndWhatIsNoNanIsNoError() {
        try (var debug = debugNans()) {
            assertEquals("array([2, 0, 3], dtype=float32)", where(X.greater(0), sqrt(X), zerosLike(X)).toString());
            assertEquals("array([inf, -inf], dtype=float32)", array(1.0, -1.0).divide(0).toString());
            Array masked = where(X.greater(0), sqrt(X), zerosLike(X));
            nan(() -> masked.add(where(X.greater(5), log(X.negative()), X)).eval(), "log made NaN", "index (2,), of -9");
        }
    }

    @Test
    void afterTheErrorAndAfterTheEndAllIsAsBefore() {
        Array bad = sqrt(X);
        nan(bad::eval, "sqrt");
        assertEquals("array([2, nan, 3], dtype=float32)", bad.toString());
        assertEquals("array([2, nan, 3], dtype=float32)", sqrt(X).toString());
        var outer = debugNans();
        debugNans().close();
        assertThrows(NanException.class, () -> sqrt(X).eval());
        outer.close();
        outer.close();
        sqrt(X).eval();
    }

    @Test
    void anEscapedArrayTellsWhereItWasMade() {
        Array[] kept = new Array[1];
        Fn1 leaking = v -> leaked(kept, v);
        compile(leaking).apply(array(1.0)).eval();
        var without = assertThrows(TraceException.class, () -> kept[0].item());
        assertTrue(without.getMessage().contains("mx.debugCreationSites()"), without.getMessage());
        assertNull(without.getCause());
        for (boolean compiled : new boolean[]{true, false}) {
            try (var debug = debugCreationSites()) {
                (compiled ? compile(leaking) : vmap(leaking)).apply(array(1.0, 2.0)).eval();
                var e = assertThrows(TraceException.class, () -> kept[0].multiply(2).add(1).eval());
                assertTrue(e.getMessage().contains("kept beyond the call"), e.getMessage());
                assertFalse(e.getMessage().contains("debugCreationSites"), e.getMessage());
                assertEquals("leaked", method(e));
                assertEquals("exp was called here", e.getCause().getMessage());
            }
        }
    }

    private static Array leaked(Array[] to, Array v) {
        to[0] = mx.exp(v);
        return to[0].add(1);
    }

    @Test
    void aValueAskedForInsideOfATraceTellsWhereItWasMade() {
        try (var debug = debugCreationSites()) {
            var e = assertThrows(TraceException.class,
                    () -> compile(v -> leaked(new Array[1], v).item() > 0 ? v : v.negative()).apply(array(1.0)));
            assertEquals("leaked", method(e));
            assertEquals("add was called here", e.getCause().getMessage());
        }
    }
}
