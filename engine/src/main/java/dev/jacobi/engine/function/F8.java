package dev.jacobi.engine.function;

/** A function of eight arguments, which are trees, to a tree. */
@FunctionalInterface
public interface F8<A, B, C, D, E, F, G, H, R> extends Func {
    /** The result. */
    R apply(A a, B b, C c, D d, E e, F f, G g, H h);

    @Override
    @SuppressWarnings("unchecked")
    default TreeFunction tree() {
        return in -> {
            Arguments.require(in, 8);
            return apply((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4], (F) in[5], (G) in[6], (H) in[7]);
        };
    }

    /** {@code f} with types. */
    static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> of(TreeFunction f) {
        return new Typed<>(f);
    }

    /** A function whose untyped form is known. */
    record Typed<A, B, C, D, E, F, G, H, R>(TreeFunction tree) implements F8<A, B, C, D, E, F, G, H, R> {
        @Override
        @SuppressWarnings("unchecked")
        public R apply(A a, B b, C c, D d, E e, F f, G g, H h) { return (R) tree.apply(a, b, c, d, e, f, g, h); }

        @Override
        public String toString() { return Arguments.text(8, "argument", tree); }
    }
}
