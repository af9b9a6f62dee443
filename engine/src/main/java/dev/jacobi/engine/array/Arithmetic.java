package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.add;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Locale;

/** Element-wise on equal shapes and dtypes, and linear in each operand, alone or together. */
public enum Arithmetic implements Linear {
    ADD(Op.ADD) {
        @Override
        public Array jvp(Array[] in, Array[] t, Array out) { return t[0] == null ? t[1] : t[1] == null ? t[0] : add(t[0], t[1]); }

        @Override
        public Array transpose(int i, Array cotangent, Array[] in) { return cotangent; }
    },
    SUBTRACT(Op.SUBTRACT) {
        @Override
        public Array jvp(Array[] in, Array[] t, Array out) {
            return t[0] == null ? Ops.negative(t[1]) : t[1] == null ? t[0] : Ops.subtract(t[0], t[1]);
        }

        @Override
        public Array transpose(int i, Array cotangent, Array[] in) { return i == 0 ? cotangent : Ops.negative(cotangent); }
    },
    MULTIPLY(Op.MULTIPLY),
    /** The product in which zero wins over infinity and NaN. */
    SCALE(Op.SCALE),
    /** The complex64 number of a real and an imaginary part, both float32. */
    COMPLEX(Op.COMPLEX) {
        @Override
        public DType dtype(Array[] in) { return DType.COMPLEX64; }

        @Override
        public Array jvp(Array[] in, Array[] t, Array out) {
            return Array.apply(this, t[0] == null ? Ops.zerosLike(in[0]) : t[0], t[1] == null ? Ops.zerosLike(in[1]) : t[1]);
        }

        @Override
        public Array transpose(int i, Array cotangent, Array[] in) {
            return i == 0 ? Ops.real(cotangent) : Ops.negative(Ops.imag(cotangent));
        }
    };

    private final Op op;

    Arithmetic(Op op) { this.op = op; }

    @Override
    public String title() { return name().toLowerCase(Locale.ROOT); }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    /** Of products, by the one in which zero wins: {@code where(x > 0, x * log(x), 0)} has gradient 0 at x <= 0. */
    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        Array left = t[0] == null ? null : Array.apply(SCALE, t[0], in[1]);
        Array right = t[1] == null ? null : Array.apply(SCALE, in[0], t[1]);
        return left == null ? right : right == null ? left : add(left, right);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return Array.apply(this, cotangent, in[1 - i]); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, Batching.fronts(in, batched, size)); }

    @Override
    public Lowered lower() { return op.map(); }
}
