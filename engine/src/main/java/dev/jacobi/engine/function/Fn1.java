package dev.jacobi.engine.function;

import dev.jacobi.engine.array.Array;

/** A function of one argument, which is an array, to an array. */
@FunctionalInterface
public interface Fn1 extends F1<Array, Array> {

    /** {@code f} with types. */
    static Fn1 of(TreeFunction f) { return new Typed(f); }

    /** A function whose untyped form is known. */
    record Typed(TreeFunction tree) implements Fn1 {
        @Override
        public Array apply(Array a) { return (Array) tree.apply(a); }

        @Override
        public String toString() { return Arguments.text(1, "array", tree); }
    }
}
