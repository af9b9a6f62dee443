package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.cpu.math.NarrowTranspose;
import dev.jacobi.engine.cpu.math.RegisterTranspose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTurnsTest {
    private static final int SIDE = FloatBlocks.SIDE;

    private interface Way {
        void turn(long from, int step, int elements, int columns, float[] turning, long to);
    }

    /** Columns of more than a block, of less, and of what overlaps the block before; at every width of vectors, in each of the ways. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "15, 1", "16, 1", "17, 2", "31, 3", "32, 2", "100, 2"})
    void columnsBecomeRows(int elements, int blocks) {
        check("turn", elements, blocks, ColumnTurns::turn);
        check("in arrays", elements, blocks, (from, step, n, columns, turning, to) -> {
            for (int c = 0; c < columns; c += SIDE) ColumnTurns.inArrays(from + 4L * c, step, n, turning, to + 4L * c * n);
        });
        check("in blocks", elements, blocks, (from, step, n, columns, turning, to) -> {
            for (int c = 0; c < columns; c += SIDE) ColumnTurns.inBlocks(from + 4L * c, step, n, turning, to + 4L * c * n);
        });
        if ((RegisterTranspose.isPossible() || NarrowTranspose.isPossible()) && elements >= SIDE) {
            check("in registers", elements, blocks,
                    (from, step, n, columns, turning, to) -> ColumnTurns.inRegisters(from, step, n, columns, to));
        }
    }

    /** Elements in falling order of addresses, or so near each other that columns overlap. */
    @ParameterizedTest
    @ValueSource(ints = {-40, -3, -2, 2, 3, 7})
    void anyStep(int step) {
        check("turn", step, 21, 2 * SIDE, ColumnTurns::turn);
        if (NarrowTranspose.isPossible() && step > 0) {
            check("in registers", step, 21, 2 * SIDE,
                    (from, by, n, columns, turning, to) -> ColumnTurns.inRegisters(from, by, n, columns, to));
        }
    }

    private static void check(String name, int elements, int blocks, Way way) {
        check(name, blocks * SIDE + 5, elements, blocks * SIDE, way);
    }

    private static void check(String name, int step, int elements, int columns, Way way) {
        int first = step > 0 ? 0 : (1 - elements) * step, all = (elements - 1) * Math.abs(step) + columns;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(ValueLayout.JAVA_FLOAT, all);
            MemorySegment to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) elements * columns + SIDE);
            for (int i = 0; i < all; i++) from.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
            way.turn(from.address() + 4L * first, step, elements, columns, new float[SIDE * (elements + SIDE)], to.address());
            for (int c = 0; c < columns; c++) {
                for (int e = 0; e < elements; e++) {
                    assertEquals(first + e * step + c, to.getAtIndex(ValueLayout.JAVA_FLOAT, (long) c * elements + e),
                            name + ": column " + c + ", element " + e);
                }
            }
        }
    }
}
