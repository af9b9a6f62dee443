package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of two arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn2 extends F2<Array, Array, Array> {

    /** {@code f} with types. */
    static Fn2 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn2 {
        @Override
        public Array apply(Array a, Array b) { return (Array) tree.apply(a, b); }

        @Override
        public String toString() { return Arguments.text(2, "array", tree); }
    }
}
