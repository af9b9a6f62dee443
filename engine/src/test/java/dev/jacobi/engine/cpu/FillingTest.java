package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** One value in all places, and in no others. */
class FillingTest {
    private static final int[] SIZES = {1, 2, 3, 33, 2049, 100_003};

    @Test
    void anyTypeAnySize() {
        for (DType dtype : DType.values()) {
            long bits = valueOf(dtype);
            for (int size : SIZES) assertAll(dtype, Copies.rowMajor(scalar(dtype, bits, Shape.of(size))), 0, size, bits);
        }
    }

    @Test
    void otherPlacesStay() {
        for (DType dtype : DType.values()) {
            long one = Scalars.of(dtype, 1), bits = valueOf(dtype);
            for (int size : SIZES) {
                Operand outer = scalar(dtype, one, Shape.of(2, 5)), inner = scalar(dtype, bits, Shape.of(size, 5));
                Data all = Copies.concatenate(0, new Operand[]{outer, inner, outer}, Shape.of(size + 4, 5), dtype);
                assertAll(dtype, all, 0, 10, one);
                assertAll(dtype, all, 10, 10 + 5 * size, bits);
                assertAll(dtype, all, 10 + 5 * size, 20 + 5 * size, one);
            }
        }
    }

    /** Rows with gaps between them. */
    @Test
    void columnsOfARow() {
        Operand left = scalar(DType.FLOAT32, Scalars.of(DType.FLOAT32, 1), Shape.of(70, 3)),
                right = scalar(DType.FLOAT32, Scalars.of(DType.FLOAT32, 2), Shape.of(70, 40));
        Data all = Copies.concatenate(1, new Operand[]{left, right}, Shape.of(70, 43), DType.FLOAT32);
        for (int row = 0; row < 70; row++) {
            assertAll(DType.FLOAT32, all, row * 43, row * 43 + 3, Scalars.of(DType.FLOAT32, 1));
            assertAll(DType.FLOAT32, all, row * 43 + 3, row * 43 + 43, Scalars.of(DType.FLOAT32, 2));
        }
    }

    private static long valueOf(DType dtype) {
        return dtype.isComplex() ? Scalars.complex(1.5f, -2) : Scalars.of(dtype, 77.0);
    }

    private static Operand scalar(DType dtype, long bits, Shape shape) {
        return new Operand(new Data.Scalar(bits), shape, dtype);
    }

    private static void assertAll(DType dtype, Data data, int from, int to, long bits) {
        MemorySegment memory = ((Data.Strided) data).buffer().segment();
        for (int i = from; i < to; i++) assertEquals(bits, Scalars.read(dtype, memory, (long) i * dtype.bytes()), dtype + " " + i);
    }
}
