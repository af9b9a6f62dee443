package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of four arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn4 extends F4<Array, Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn4 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn4 {
        @Override
        public Array apply(Array a, Array b, Array c, Array d) { return (Array) tree.apply(a, b, c, d); }

        @Override
        public String toString() { return Arguments.text(4, "array", tree); }
    }
}
