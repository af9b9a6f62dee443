package dev.jacobi.engine.function;

/** A function of three arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F3<A, B, C, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 3);
            return apply((A) in[0], (B) in[1], (C) in[2]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, R> F3<A, B, C, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, R>(TreeFunction tree) implements F3<A, B, C, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c) { return (R) tree.apply(a, b, c); }

        @Override
        public String toString() { return Arguments.text(3, "argument", tree); }
    }
}
