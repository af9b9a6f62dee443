package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * Several results at once, with rules of their own: what a custom function is. The bundle is a node without a value; each result is an
 * {@link Output} of it. What it computes is an ordinary graph, its body, which is made when a value is asked for.
 */
public non-sealed interface Bundle extends Primitive {

    /** The graph of the results over {@code in}. */
    Array[] body(Array[] in);

    /** The derivatives of all results ({@code outs}) along {@code tangents}; null where zero. */
    Array[] jvpAll(Array[] in, Array[] tangents, Array[] outs);

    /** The cotangents of the operands where {@code wanted}, for those of the results (null where zero): only asked of a bundle that is linear there. */
    Array[] transposeAll(Array[] cotangents, boolean[] wanted, Array[] in);

    /** All results for a batch, which is axis 0 of the operands where {@code batched}, and of every result. */
    Array[] vmapAll(Array[] in, boolean[] batched, int size);

    /** Applies {@code bundle}: the results' nodes, with the shapes and dtypes of {@code like}. */
    static Array[] apply(Bundle bundle, Array[] in, Array[] like) {
        Array node = Array.apply(bundle, in);
        Array[] outs = new Array[like.length];
        for (int i = 0; i < outs.length; i++) outs[i] = Array.apply(new Output(i, like[i].shape(), like[i].dtype()), node);
        return outs;
    }

    @Override
    default Shape shape(Array[] in) { return Shape.SCALAR; }

    @Override
    default DType dtype(Array[] in) { return DType.BOOL; }

    @Override
    default Array jvp(Array[] in, Array[] tangents, Array out) { throw new AssertionError("walks ask jvpAll of a bundle"); }

    @Override
    default Array vmap(Array[] in, boolean[] batched, int size) { throw new AssertionError("walks ask vmapAll of a bundle"); }

    @Override
    default Lowered lower() { throw new AssertionError("evaluation takes the body of a bundle"); }
}
