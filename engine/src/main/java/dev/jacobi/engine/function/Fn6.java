package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of six arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn6 extends F6<Array, Array, Array, Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn6 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn6 {
        @Override
        public Array apply(Array a, Array b, Array c, Array d, Array e, Array f) { return (Array) tree.apply(a, b, c, d, e, f); }

        @Override
        public String toString() { return Arguments.text(6, "array", tree); }
    }
}
