package dev.jacobi.engine.function;

/** A function of six arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F6<A, B, C, D, E, F, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c, D d, E e, F f);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 6);
            return apply((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4], (F) in[5]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, D, E, F, R>(TreeFunction tree) implements F6<A, B, C, D, E, F, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c, D d, E e, F f) { return (R) tree.apply(a, b, c, d, e, f); }

        @Override
        public String toString() { return Arguments.text(6, "argument", tree); }
    }
}
