package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of seven arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn7 extends F7<Array, Array, Array, Array, Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn7 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn7 {
        @Override
        public Array apply(Array a, Array b, Array c, Array d, Array e, Array f, Array g) {
            return (Array) tree.apply(a, b, c, d, e, f, g);
        }

        @Override
        public String toString() { return Arguments.text(7, "array", tree); }
    }
}
