package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** A node without inputs whose elements are given, or will be. It has no rules: walks end here. */
sealed interface Leaf extends Primitive {
    /** Data. */
    Leaf VALUE = new Value();

    /** An array of data. */
    record Value() implements Leaf {
        @Override
        public String title() { return "array"; }
    }

    /** Stands for an argument while {@code trace} traces. */
    record Placeholder(Trace trace, String name) implements Leaf {
        @Override
        public String title() { return "placeholder"; }
    }

    @Override
    default Shape shape(Array[] in) { throw new AssertionError("a leaf has its own shape"); }

    @Override
    default DType dtype(Array[] in) { throw new AssertionError("a leaf has its own dtype"); }

    @Override
    default Array jvp(Array[] in, Array[] tangents, Array out) { throw new AssertionError("a leaf has no inputs"); }

    @Override
    default Array vmap(Array[] in, boolean[] batched, int size) { throw new AssertionError("a leaf has no inputs"); }

    @Override
    default Lowered lower() { return new Lowered.Given(); }
}
