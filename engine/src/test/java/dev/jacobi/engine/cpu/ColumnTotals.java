package dev.jacobi.engine.cpu;

import java.util.function.IntToDoubleFunction;

/**
 * What a column's elements add up to and where they end, by a plain loop.
 *
 * @param size the sum of the elements' magnitudes, of which errors are a part
 */
record ColumnTotals(double sum, double size, double max, double min) {
    /** Of the elements of rows {@code 0 .. rows - 1}. */
    static ColumnTotals of(int rows, IntToDoubleFunction element) {
        double sum = 0, size = 0, max = Double.NEGATIVE_INFINITY, min = Double.POSITIVE_INFINITY;
        for (int r = 0; r < rows; r++) {
            double v = element.applyAsDouble(r);
            sum += v;
            size += Math.abs(v);
            max = Math.max(max, v);
            min = Math.min(min, v);
        }
        return new ColumnTotals(sum, size, max, min);
    }
}
