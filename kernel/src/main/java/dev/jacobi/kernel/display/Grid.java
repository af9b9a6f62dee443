package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.mx;
import java.util.Arrays;
import java.util.List;

/**
 * A table of values to be drawn as cells.
 *
 * @param rowSeam before which row something was left out; 0: nowhere
 * @param columnSeam before which column something was left out; 0: nowhere
 * @param blocks whether a cell stands for several elements
 */
record Grid(int rows, int columns, double[] values, int rowSeam, int columnSeam, boolean blocks) {

    /** All elements of the matrix {@code x}. */
    static Grid of(Array x) {
        return new Grid(x.dim(0), x.dim(1), Elements.doubles(x), 0, 0, false);
    }

    /** The corners of the matrix {@code x}: up to {@code side} rows and columns, half from each end. */
    static Grid corners(Array x, int side) {
        int rows = x.dim(0), columns = x.dim(1);
        Array some = ends(ends(x, 0, side), 1, side);
        return new Grid(some.dim(0), some.dim(1), Elements.doubles(some), rows > side ? side / 2 : 0, columns > side ? side / 2 : 0, false);
    }

    private static Array ends(Array x, int axis, int side) {
        int n = x.dim(axis);
        if (n <= side) return x;
        Index[] first = new Index[x.ndim()];
        Arrays.fill(first, Index.all());
        Index[] last = first.clone();
        first[axis] = Index.slice(0, side / 2);
        last[axis] = Index.slice(n - side / 2, n);
        return mx.concatenate(List.of(x.get(first), x.get(last)), axis);
    }

    /**
     * The whole matrix {@code x} in blocks, at most so many of them along each axis. Of means, a block with an element that is not finite shows that: NaN
     * before infinities. Of the largest magnitudes, NaN is shown where nothing else is.
     */
    static Grid overview(Array x, int mostRows, int mostColumns, Overview of) {
        Array looked = Elements.sample(x, Elements.LIMIT);
        int height = looked.dim(0), width = looked.dim(1), rows = Math.min(mostRows, height), columns = Math.min(mostColumns, width);
        double[] cells = new double[rows * columns];
        long[] counts = new long[rows * columns];
        if (of == Overview.LARGEST) Arrays.fill(cells, Double.NaN);
        int[] column = new int[width];
        for (int j = 0; j < width; j++) column[j] = (int) ((long) j * columns / width);
        int[] at = new int[2];
        Elements.forEachBlock(looked, block -> {
            for (double v : block) {
                int cell = (int) ((long) at[0] * rows / height) * columns + column[at[1]];
                if (of == Overview.MEANS) cells[cell] += v;
                else if (!(Math.abs(v) <= Math.abs(cells[cell])) && v == v)
                    cells[cell] = v;
                counts[cell]++;
                if (++at[1] == width) {
                    at[1] = 0;
                    at[0]++;
                }
            }
        });
        if (of == Overview.MEANS) for (int i = 0; i < cells.length; i++) cells[i] /= counts[i];
        return new Grid(rows, columns, cells, 0, 0, height > rows || width > columns);
    }

    double at(int row, int column) { return values[row * columns + column]; }
}
