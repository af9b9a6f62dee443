package dev.jacobi.engine.function;

/** A function of one argument, which is a tree, to a tree. */
@FunctionalInterface
public interface F1<A, R> extends Func {
    /** The result. */
    R apply(A a);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 1);
            return apply((A) in[0]);
        };
    }

    /** {@code f} with types. */
    static <A, R> F1<A, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, R>(TreeFunction tree) implements F1<A, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a) { return (R) tree.apply(a); }

        @Override
        public String toString() { return Arguments.text(1, "argument", tree); }
    }
}
