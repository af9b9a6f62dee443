package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of eight arguments, which are arrays, to an array. */
@FunctionalInterface
public interface Fn8 extends F8<Array, Array, Array, Array, Array, Array, Array, Array, Array> {

    /** {@code f} with types. */
    static Fn8 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn8 {
        @Override
        public Array apply(Array a, Array b, Array c, Array d, Array e, Array f, Array g, Array h) {
            return (Array) tree.apply(a, b, c, d, e, f, g, h);
        }

        @Override
        public String toString() { return Arguments.text(8, "array", tree); }
    }
}
