package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.MxException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Diagonals, triangles, grids, windows and contractions: the numbers are NumPy's for the same calls. */
class ArrangeTest {
    private static final Array A = mx.arange(0.0, 6, 1).reshape(2, 3), B = mx.arange(0.0, 12, 1).reshape(3, 4),
            C = mx.arange(0.0, 24, 1).reshape(2, 3, 4);

    private static void is(Array x, double... expected) { assertArrayEquals(expected, x.toDoubleArray(), 1e-6); }

    @Test
    void contractions() {
        is(mx.kron(A, mx.array(new double[][]{{1, 2}})), 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 10);
        is(mx.einsum("ij,jk->ik", List.of(A, B)), 20, 23, 26, 29, 56, 68, 80, 92);
        is(mx.einsum("ij,jk,ijk", List.of(A, B, C)), 6786);
        is(mx.einsum("ii->i", List.of(mx.arange(0.0, 9, 1).reshape(3, 3))), 0, 4, 8);
        is(mx.einsum("bij,kj->bki", List.of(C, B)), 14, 38, 62, 38, 126, 214, 62, 214, 366, 86, 110, 134, 302, 390, 478, 518, 670, 822);
        is(mx.einsum("ba,cb", List.of(A, B.transpose().get("..., :2"))), 12, 15, 18, 21, 16, 21, 26, 31, 20, 27, 34, 41);
        is(mx.tensordot(A, B, 1), 20, 23, 26, 29, 56, 68, 80, 92);
        is(mx.vecdot(A, A), 5, 50);
        for (String wrong : new String[]{"ij->ik", "ij,jk->ik", "ij->ii", "i...", "i->i"})
            assertThrows(MxException.class, () -> mx.einsum(wrong, List.of(A)), wrong);
    }

    @Test
    void diagonalsAndTriangles() {
        is(mx.array(1.0, 2.0).diag(1), 0, 1, 0, 0, 0, 2, 0, 0, 0);
        is(mx.array(1.0, 2.0).diag(-1), 0, 0, 0, 1, 0, 0, 0, 2, 0);
        is(C.diagonal(1, 0, 2), 1, 14, 5, 18, 9, 22);
        is(B.diagonal(9, 0, 1));
        is(B.tril(-1), 0, 0, 0, 0, 4, 0, 0, 0, 8, 9, 0, 0);
        is(B.triu(1), 0, 1, 2, 3, 0, 0, 6, 7, 0, 0, 0, 11);
        is(mx.tri(2), 1, 0, 1, 1);
        is(mx.grad((Array x) -> mx.diagonal(x).sum()).apply(mx.ones(2, 3)), 1, 0, 0, 0, 1, 0);
    }

    @Test
    void windowsTilesAndGrids() {
        is(mx.hamming(5), 0.08, 0.54, 1, 0.54, 0.08);
        is(mx.blackman(5), 0, 0.34, 1, 0.34, 0);
        is(mx.hanning(5), 0, 0.5, 1, 0.5, 0);
        is(mx.bartlett(5), 0, 0.5, 1, 0.5, 0);
        is(mx.tile(mx.array(new double[][]{{1, 2}, {3, 4}}), 2, 2), 1, 2, 1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4);
        is(mx.array(1.0, 4.0, 9.0, 16.0).diff(2, 0), 2, 2);
        List<Array> xy = mx.meshgrid(List.of(mx.array(1, 2), mx.array(3, 4, 5)), "xy");
        is(xy.get(0), 1, 2, 1, 2, 1, 2);
        is(xy.get(1), 3, 3, 4, 4, 5, 5);
        is(mx.meshgrid(List.of(mx.array(1, 2), mx.array(3, 4, 5)), "ij").get(0), 1, 1, 1, 2, 2, 2);
        assertEquals("(1, 3, 1)", mx.atleast3d(mx.ones(3)).shape().toString());
        assertEquals(2, mx.unstack(A, 0).size());
    }

    @Test
    void comparisonsUpToRounding() {
        Array x = mx.array(1.0, mx.inf, mx.nan, -mx.inf), y = mx.array(1.000001, mx.inf, mx.nan, 3.0);
        is(mx.isclose(x, y).astype(dev.jacobi.engine.type.DType.INT32), 1, 1, 0, 0);
        assertEquals(0, mx.allclose(x, y).item());
        assertEquals(1, mx.allclose(A, A.add(1e-9)).item());
        is(mx.nanToNum(x), 1, Float.MAX_VALUE, 0, -Float.MAX_VALUE);
        assertEquals(5, mx.countNonzero(A).item());
    }

    @Test
    void complexNumbersHaveNoOrder() {
        Array z = mx.complex(mx.array(1.0, 2.0), mx.array(3.0, -1.0)), sums = mx.cumsum(z);
        is(mx.real(sums), 1, 3);
        is(mx.imag(sums), 3, 2);
        assertThrows(MxException.class, () -> mx.sort(z));
        assertThrows(MxException.class, () -> mx.cummax(z));
    }
}
