package dev.jacobi.engine.function;

/** A function of five arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F5<A, B, C, D, E, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c, D d, E e);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 5);
            return apply((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, D, E, R> F5<A, B, C, D, E, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, D, E, R>(TreeFunction tree) implements F5<A, B, C, D, E, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c, D d, E e) { return (R) tree.apply(a, b, c, d, e); }

        @Override
        public String toString() { return Arguments.text(5, "argument", tree); }
    }
}
