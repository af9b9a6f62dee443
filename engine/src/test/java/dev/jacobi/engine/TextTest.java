package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.ArrayText;
import dev.jacobi.engine.array.PrintOptions;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
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
    void complexNumbers() {
        Array z = mx.array(new Complex[]{new Complex(1, 2), new Complex(-0.5f, -1f / 3), new Complex(0, 1e-7f)});
        assertEquals("array([1+2j, -0.5-0.333333j, 0+1e-07j], dtype=complex64)", z.toString());
    }

    @Test
    void longAxesInEachPlace() {
        assertEquals(
                "array([[0, 1, 2, ..., 4, 5, 6],\n       [7, 8, 9, ..., 11, 12, 13],\n       [14, 15, 16, ..., 18, 19, 20],\n       ...,\n"
                        + "       [28, 29, 30, ..., 32, 33, 34],\n       [35, 36, 37, ..., 39, 40, 41],\n       [42, 43, 44, ..., 46, 47, 48]], dtype=int32)",
                mx.arange(49).reshape(7, 7).toString());
    }

    @Test
    void printOptionsHoldUntilTheyAreClosed() {
        Array x = mx.array(1.0 / 3, 123456.0), seven = mx.arange(7);
        String before = x.toString();
        try (var scope = mx.printOptions(PrintOptions.DEFAULT.precision(3).threshold(7))) {
            assertEquals("array([0.333, 1.23e+05], dtype=float32)", x.toString());
            assertEquals("array([0, 1, 2, 3, 4, 5, 6], dtype=int32)", seven.toString());
            assertEquals("array([0, 1, 2, ..., 5, 6, 7], dtype=int32)", mx.arange(8).toString());
            try (var inner = mx.printOptions(PrintOptions.current().edgeItems(1).threshold(0))) {
                assertEquals("array([0, ..., 6], dtype=int32)", seven.toString());
                assertEquals("array([[0, 1],\n       ...,\n       [4, 5]], dtype=int32)", mx.arange(6).reshape(3, 2).toString());
            }
            assertEquals("{'w': array(0.333, dtype=float32)}",
                    dev.jacobi.engine.tree.TreeText.of(java.util.Map.of("w", mx.array(1.0 / 3))));
        }
        assertEquals(before, x.toString());
    }

    @Test
    void printOptionsBreakLines() {
        try (var scope = mx.printOptions(PrintOptions.DEFAULT.threshold(100).lineWidth(20))) {
            assertEquals("array([0, 1, 2, 3,\n       4, 5, 6, 7,\n       8, 9, 10, 11], dtype=int32)", mx.arange(12).toString());
            assertEquals("array([[100, 101,\n        102],\n       [103, 104,\n        105]], dtype=int32)",
                    mx.arange(6).add(100).reshape(2, 3).toString());
        }
        for (int width = 1; width < 60; width++) {
            try (var scope = mx.printOptions(PrintOptions.DEFAULT.threshold(1000).lineWidth(width))) {
                String text = mx.arange(40).reshape(2, 20).toString();
                assertEquals(
                        "array([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19], [20, 21, 22, 23, 24, 25, 26, 27, 28, "
                                + "29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39]], dtype=int32)",
                        text.replaceAll(",\n +", ", "));
                int limit = Math.max(width, 11);
                text.replace(", dtype=int32)", "").lines().forEach(l -> assertTrue(l.length() <= limit + 1, l));
            }
        }
    }

    @Test
    void doublesCanBePrintedInFull() {
        double third = 1.0 / 3;
        try (var scope = mx.printOptions(PrintOptions.DEFAULT.precision(17))) {
            assertEquals(third, Double.parseDouble(mx.array(new double[]{third}, DType.FLOAT64).toString().replaceAll(".*\\[|].*", "")));
        }
    }

    @Test
    void printOptionsAreOfOneThreadOrOfAll() throws Exception {
        Array x = mx.array(1.0 / 3);
        PrintOptions before = mx.setPrintOptions(PrintOptions.DEFAULT.precision(2));
        try (var scope = mx.printOptions(PrintOptions.DEFAULT.precision(4))) {
            String[] other = new String[2];
            Thread thread = new Thread(() -> {
                other[0] = x.toString();
                try {
                    scope.close();
                } catch (MxException e) {
                    other[1] = e.getMessage();
                }
            });
            thread.start();
            thread.join();
            assertEquals("array(0.33, dtype=float32)", other[0]);
            assertTrue(other[1].startsWith("[printOptions] closed by "), other[1]);
            assertEquals("array(0.3333, dtype=float32)", x.toString());
        } finally {
            assertEquals(2, mx.setPrintOptions(before).precision());
        }
        assertEquals("array(0.333333, dtype=float32)", x.toString());
    }

    @Test
    void printOptionsThatMakeNoSenseAreRefused() {
        String text = assertThrows(MxException.class, () -> PrintOptions.DEFAULT.precision(0)).getMessage();
        assertEquals("[printOptions] precision 0 was given, needed 1 to 17 significant digits", text);
        assertThrows(MxException.class, () -> PrintOptions.DEFAULT.precision(18));
        assertThrows(MxException.class, () -> PrintOptions.DEFAULT.threshold(-1));
        assertThrows(MxException.class, () -> PrintOptions.DEFAULT.edgeItems(0));
        assertThrows(MxException.class, () -> PrintOptions.DEFAULT.lineWidth(0));
    }

    @Test
    void arraysAreFormatted() {
        Array loss = mx.array(1.0 / 3);
        assertEquals("loss 0.333", String.format("loss %.3s", loss));
        assertEquals("[ 0.33]", String.format("[%5.2s]", loss));
        assertEquals("[0.33 ]", String.format("[%-5.2s]", loss));
        assertEquals("array(0.333333, dtype=float32)", String.format("%s", loss));
        assertEquals("array([0.33, 2], dtype=float32)", String.format("%.2s", mx.array(1.0 / 3, 2.0)));
    }

    @Test
    void pairsAndTrees() {
        assertEquals("(array(9, dtype=float32), array(6, dtype=float32))",
                mx.valueAndGrad((Array x) -> x.multiply(x)).apply(mx.array(3.0)).toString());
    }
}
