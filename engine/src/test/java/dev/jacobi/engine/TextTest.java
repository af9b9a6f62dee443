package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.ArrayText;
import dev.jacobi.engine.type.DType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation's text, byte for byte. */
class TextTest {

    static Stream<Arguments> numbers() {
        return Stream.of(Arguments.of(1.0 / 3, "0.333333"), Arguments.of(1e6, "1e+06"), Arguments.of(1e-5, "1e-05"),
                Arguments.of(-1.0, "-1"), Arguments.of(-0.0, "-0"),
                Arguments.of(0.0, "0"), Arguments.of(Double.NaN, "nan"), Arguments.of(Double.NEGATIVE_INFINITY, "-inf"),
                Arguments.of(123456.0, "123456"),
                Arguments.of(1234567.0, "1.23457e+06"), Arguments.of(999999.5, "1e+06"), Arguments.of(0.0001, "0.0001"),
                Arguments.of(0.00012345678, "0.000123457"),
                Arguments.of(1e100, "1e+100"), Arguments.of(4.9e-324, "4.94066e-324"), Arguments.of(100.0, "100"),
                Arguments.of(2.5, "2.5"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersAreCsPercentG(double x, String text) { assertEquals(text, ArrayText.number(x)); }

    @Test
    void arrays() {
        assertEquals("array(-1, dtype=float32)", mx.array(-1.0).toString());
        assertEquals("array([-1, 1], dtype=float32)", mx.array(-1.0, 1.0).toString());
        assertEquals("array([True, False], dtype=bool)", mx.array(true, false).toString());
        assertEquals("array([], dtype=float32)", mx.zeros(0).toString());
        assertEquals("array([0, 1, 2, 3, 4, 5], dtype=int32)", mx.arange(6).toString());
        assertEquals("array([0, 1, 2, ..., 4, 5, 6], dtype=int32)", mx.arange(7).toString());
        assertEquals("array([[1, 2],\n       [3, 4]], dtype=float64)", mx.array(new double[][]{{1, 2}, {3, 4}}, DType.FLOAT64).toString());
        assertEquals("array([[[0, 1],\n        [2, 3]],\n       [[4, 5],\n        [6, 7]]], dtype=int32)",
                mx.arange(8).reshape(2, 2, 2).toString());
        assertEquals("array(255, dtype=uint8)", mx.array(-1).astype(DType.UINT8).toString());
    }

    @Test
    void pairsAndTrees() {
        assertEquals("(array(9, dtype=float32), array(6, dtype=float32))",
                mx.valueAndGrad((Array x) -> x.multiply(x)).apply(mx.array(3.0)).toString());
    }
}
