package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java values as arrays. */
class HostDataTest {
    @Test
    void doublesKeepTheirDigitsOnTheWayToAnyDtype() {
        double[] values = {16777217, 9007199254740991.0, -0.1};
        assertArrayEquals(new long[]{16777217, 9007199254740991L, 0}, Ops.array(values, DType.INT64).toLongArray());
        assertArrayEquals(values, Ops.array(values, DType.FLOAT64).toDoubleArray());
        assertEquals(0.1, Ops.array(List.of(List.of(0.1)), DType.FLOAT64).item());
        assertEquals(0.1f, Ops.array(new double[]{0.1}).item());
    }

    @Test
    void emptyListsAndArraysHaveNoElements() {
        assertEquals("array([], dtype=float32)", Ops.array(new double[0]).toString());
        assertEquals(Shape.of(0), Ops.array(List.of(), DType.FLOAT64).shape());
        assertEquals(DType.FLOAT64, Ops.array(List.of(), DType.FLOAT64).dtype());
        assertEquals(DType.INT32, Ops.array(new int[0]).dtype());
    }

    @Test
    void nullIsRefusedWithWords() {
        for (Object bad : new Object[]{null, new Object[]{1.0, null}, new Object[]{new double[]{1}, null}}) {
            String text = assertThrows(DTypeException.class, () -> Ops.array(bad)).getMessage();
            assertTrue(text.startsWith("[array] null"), text);
            text = assertThrows(DTypeException.class, () -> Ops.array(bad, DType.FLOAT64)).getMessage();
            assertTrue(text.startsWith("[array] null"), text);
        }
    }
}
