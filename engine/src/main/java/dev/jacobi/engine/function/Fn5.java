package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of five arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn5 extends F5<Array, Array, Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn5 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn5 {
        @Override
        public Array apply(Array a, Array b, Array c, Array d, Array e) { return (Array) tree.apply(a, b, c, d, e); }

        @Override
        public String toString() { return Arguments.text(5, "array", tree); }
    }
}
