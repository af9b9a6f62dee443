package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Locale;

/**
 * Linear in its one operand. All but the parts of a complex number are their own transposes; {@link Linear} says what a transpose is on complex numbers.
 */
public enum LinearUnary implements Linear {
    /** Marks where a transform's tracing begins. */
    IDENTITY(new Lowered.Alias()), NEGATIVE(Op.NEGATIVE.map()), CONJUGATE(Op.CONJUGATE.map()),
    /** Re(c Re(t)) = Re(c t) for a real c. */
    REAL(Op.REAL.map()) {
        @Override
        public Array transpose(int i, Array cotangent, Array[] in) { return Ops.astype(cotangent, in[0].dtype()); }
    },
    /** c Im(t) = Re(-ic t) for a real c. */
    IMAG(Op.IMAG.map()) {
        @Override
        public Array transpose(int i, Array cotangent, Array[] in) {
            return Ops.complex(Ops.zerosLike(cotangent), Ops.negative(cotangent));
        }
    };

    private final Lowered lowered;

    LinearUnary(Lowered lowered) { this.lowered = lowered; }

    @Override
    public String title() { return name().toLowerCase(Locale.ROOT); }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) {
        DType dtype = in[0].dtype();
        return this == REAL || this == IMAG ? dtype.toReal() : dtype;
    }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return again(tangents[0]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return again(cotangent); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return again(in[0]); }

    private Array again(Array x) { return this == IDENTITY ? x : Array.apply(this, x); }

    @Override
    public Lowered lower() { return lowered; }
}
