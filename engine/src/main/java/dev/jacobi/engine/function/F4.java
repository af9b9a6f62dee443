package dev.jacobi.engine.function;

/** A function of four arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F4<A, B, C, D, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c, D d);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 4);
            return apply((A) in[0], (B) in[1], (C) in[2], (D) in[3]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, D, R> F4<A, B, C, D, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, D, R>(TreeFunction tree) implements F4<A, B, C, D, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c, D d) { return (R) tree.apply(a, b, c, d); }

        @Override
        public String toString() { return Arguments.text(4, "argument", tree); }
    }
}
