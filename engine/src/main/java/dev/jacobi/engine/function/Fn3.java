package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of three arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn3 extends F3<Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn3 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn3 {
        @Override
        public Array apply(Array a, Array b, Array c) { return (Array) tree.apply(a, b, c); }

        @Override
        public String toString() { return Arguments.text(3, "array", tree); }
    }
}
