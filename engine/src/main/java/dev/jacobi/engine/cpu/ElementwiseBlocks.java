package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Element-wise operations on float32 matrices of which some are seen transposed: block by block, so that each cache line is read once and nothing is copied
 * first.
 */
final class ElementwiseBlocks {
    private static final int ROWS = FloatBlocks.SIDE, COLUMNS = Tile.SIZE / ROWS;
    private static final double NANOS_EACH = 0.3, SHORTEST = 4_000;

    /** Whether this is the better way: a float32 matrix operation with an operand whose columns are contiguous, and all others of rows or of one value. */
    static boolean fits(List<Operand> in, Shape shape) {
        if (shape.rank() != 2 || shape.dim(0) < ROWS || shape.dim(1) < 8) return false;
        boolean turned = false;
        for (Operand x : in) {
            if (x.dtype() != DType.FLOAT32) return false;
            if (!(x.data() instanceof Data.Strided s)) continue;
            int row = s.strides().at(0), column = s.strides().at(1);
            turned |= row == 1 && column >= ROWS;
            if (row != 1 && column != 1) return false;
        }
        return turned;
    }

    static Data run(TileProgram body, Shape shape, DType dtype, Buffer out) {
        List<Operand> in = body.leaves();
        int rows = shape.dim(0), columns = shape.dim(1), bands = (rows + ROWS - 1) / ROWS;
        int parts = Math.max(1, Math.min(bands, Workers.shared().partsFor(shape.size() * (NANOS_EACH + body.nanosEach()), SHORTEST)));
        Workers.shared().parallelFor(parts, p -> {
            TileProgram.Run run = body.new Run(Tile.SIZE);
            float[] turning = new float[Tile.SIZE];
            MemorySegment target = out.segment();
            for (int band = (int) ((long) bands * p / parts); band < (long) bands * (p + 1) / parts; band++) {
                int row = band * ROWS, height = Math.min(ROWS, rows - row);
                for (int column = 0; column < columns; column += COLUMNS) {
                    int width = Math.min(COLUMNS, columns - column), left = column;
                    Tile result = run.apply((leaf, into) -> load(in.get(leaf).data(), row, height, left, width, into.f, turning),
                            (height - 1) * COLUMNS + width);
                    for (int r = 0; r < height; r++) {
                        long at = (long) (row + r) * columns + column;
                        if (dtype == DType.FLOAT32) FloatBlocks.store(result.f, r * COLUMNS, target, at * 4, width);
                        else
                            result.store(target, at, r * COLUMNS, width);
                    }
                }
            }
        });
        Reference.reachabilityFence(in);
        return Data.Strided.rowMajor(out, shape);
    }

    /** Reads a block so that row r begins at {@code r * COLUMNS} of {@code to}. */
    private static void load(Data data, int row, int height, int column, int width, float[] to, float[] turning) {
        switch (data) {
            case Data.Scalar(long bits) -> java.util.Arrays.fill(to, (float) Double.longBitsToDouble(bits));
            case Data.Strided s -> {
                MemorySegment from = s.buffer().segment();
                int rowStride = s.strides().at(0), columnStride = s.strides().at(1);
                long at = s.offset() + (long) row * rowStride + (long) column * columnStride;
                if (columnStride == 1) {
                    for (int r = 0; r < height; r++) FloatBlocks.load(from, (at + (long) r * rowStride) * 4, to, r * COLUMNS, width);
                    return;
                }
                for (int c = 0; c < width; c++) FloatBlocks.load(from, (at + (long) c * columnStride) * 4, turning, c * ROWS, height);
                for (int c = 0; c < width; c += ROWS) {
                    FloatBlocks.transpose(turning, c * ROWS);
                    for (int r = 0; r < height; r++) FloatBlocks.move(turning, (c + r) * ROWS, to, r * COLUMNS + c);
                }
            }
        }
    }

    private ElementwiseBlocks() {}
}
