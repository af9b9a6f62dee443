package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;

/** Products of matrices and vectors. */
public abstract class MatrixOps extends ReductionOps {

    MatrixOps() {}

    /**
     * The matrix product over the last two axes; leading axes broadcast, a vector counts as a row on the left and as a column on the right.
     *
     * @throws ShapeException if the inner axes differ or an operand is a scalar
     */
    public static Array matmul(Array x, Array y) {
        if (x.ndim() == 0 || y.ndim() == 0) {
            throw new ShapeException("matmul",
                    "shapes " + x.shape() + " and " + y.shape() + ": a scalar has no matrix product; use multiply");
        }
        DType dtype = x.dtype().promote(y.dtype());
        Array a = astype(x.ndim() == 1 ? expandDims(x, 0) : x, dtype), b = astype(y.ndim() == 1 ? expandDims(y, 1) : y, dtype);
        if (a.dim(-1) != b.dim(-2)) {
            throw new ShapeException("matmul", "shapes " + x.shape() + " and " + y.shape() + ": the last axis of the first has "
                    + Count.of(a.dim(-1), "element") + ", the axis of the second that it meets has " + b.dim(-2));
        }
        Shape batch = a.shape().sub(0, a.ndim() - 2).broadcast("matmul", b.shape().sub(0, b.ndim() - 2));
        Array r = Array.apply(new MatMul(), broadcastTo(a, batch.concat(a.shape().sub(a.ndim() - 2, a.ndim()))),
                broadcastTo(b, batch.concat(b.shape().sub(b.ndim() - 2, b.ndim()))));
        if (x.ndim() == 1) r = squeeze(r, -2);
        return y.ndim() == 1 ? squeeze(r, -1) : r;
    }

    /** The sum of products over the last axis of both. */
    public static Array inner(Array x, Array y) {
        if (x.ndim() == 0 || y.ndim() == 0) return multiply(x, y);
        if (x.dim(-1) != y.dim(-1))
            throw new ShapeException("inner", "the last axes of shapes " + x.shape() + " and " + y.shape() + " differ");
        Array r = matmul(reshape(x, -1, x.dim(-1)), transpose(reshape(y, -1, y.dim(-1))));
        return reshape(r, x.shape().without(x.ndim() - 1).concat(y.shape().without(y.ndim() - 1)));
    }

    /** The product of each element of x with each of y, both flattened: a matrix. */
    public static Array outer(Array x, Array y) {
        return multiply(expandDims(flatten(x), 1), expandDims(flatten(y), 0));
    }

    /** The sum of the diagonal of the last two axes. */
    public static Array trace(Array x) {
        Array mask = eye(Math.max(x.dim(-1), x.dim(-2)), x.dtype());
        mask = sliceAxis(sliceAxis(mask, 0, 0, x.dim(-2)), 1, 0, x.dim(-1));
        return where(truth(mask), x, zerosLike(x)).sum(-2, -1);
    }
}
