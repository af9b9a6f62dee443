package dev.jacobi.engine.function;

/** A function of seven arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F7<A, B, C, D, E, F, G, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c, D d, E e, F f, G g);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 7);
            return apply((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4], (F) in[5], (G) in[6]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> of(TreeFunction f) { return new Typed<>(f); }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, D, E, F, G, R>(TreeFunction tree) implements F7<A, B, C, D, E, F, G, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c, D d, E e, F f, G g) { return (R) tree.apply(a, b, c, d, e, f, g); }

        @Override
        public String toString() { return Arguments.text(7, "argument", tree); }
    }
}
