package dev.jacobi.engine.function;

/** A function of two arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F2<A, B, R> extends Func {
    /** The result. */
    R apply(A a, B b);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 2);
            return apply((A) in[0], (B) in[1]);
        };
    }

    /** {@code f} with types. */
    static <A, B, R> F2<A, B, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, R>(TreeFunction tree) implements F2<A, B, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b) { return (R) tree.apply(a, b); }

        @Override
        public String toString() { return Arguments.text(2, "argument", tree); }
    }
}
