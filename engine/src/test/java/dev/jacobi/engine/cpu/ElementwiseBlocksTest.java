package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.mx;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementwiseBlocksTest {

    /** Rows, columns seen transposed, part of a wider matrix, a row for all and a number, at shapes around the sizes of blocks and bands. */
    @Test
    void rowsAndColumnsTogether() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int rows = 16 + random.nextInt(60), columns = round % 4 == 0 ? 500 + random.nextInt(100) : 8 + random.nextInt(130);
            float[][] x = values(random, rows, columns), y = values(random, columns, rows), w = values(random, rows, columns + 3),
                    z = values(random, 1, columns);
            Array wide = mx.array((Object) w).get(Index.all(), Index.slice(1, columns + 1));
            Array turned = mx.transpose(mx.array((Object) y).eval());
            Array r = mx.array((Object) x).eval().add(turned.multiply(mx.array((Object) z).eval())).subtract(wide.eval()).multiply(0.5);
            Array less = mx.less(mx.array((Object) x), turned);
            float[] got = r.toFloatArray(), smaller = less.toFloatArray();
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < columns; k++) {
                    String where = "seed " + seed + ", round " + round + ", (" + i + ", " + k + ") of (" + rows + ", " + columns + ")";
                    assertEquals((x[i][k] + y[k][i] * z[0][k] - w[i][k + 1]) * 0.5f, got[i * columns + k], 1e-5f, where);
                    assertEquals(x[i][k] < y[k][i] ? 1 : 0, smaller[i * columns + k], where);
                }
            }
        }
    }

    private static float[][] values(Random random, int rows, int columns) {
        float[][] r = new float[rows][columns];
        for (float[] row : r) for (int k = 0; k < columns; k++) row[k] = random.nextFloat() * 2 - 1;
        return r;
    }
}
