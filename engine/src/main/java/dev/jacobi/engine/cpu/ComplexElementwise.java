package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.ComplexMath;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.type.DType;
import java.lang.ref.Reference;

/**
 * Element-wise steps that read or make complex numbers, one step a loop. What the JIT compiler can turn into vectors is written as plain loops over real
 * and imaginary parts; the rest is computed by the scalar reference.
 */
final class ComplexElementwise {
    private static final double CHEAP = 1.2, DEAR = 60;

    /** Runs {@code step} into {@code out}, which may be the memory of an operand whose elements lie as the result's will. */
    static Data run(Step step, Operand[] in, Buffer out) {
        long size = step.shape().size();
        DType dtype = step.dtype();
        double nanos = step.what() instanceof Lowered.Map(var op) && !isCheap(op) ? DEAR : CHEAP;
        Elementwise.chunks(size, nanos, (from, to) -> {
            Value[] values = new Value[in.length];
            for (int k = 0; k < in.length; k++) values[k] = new Value(in[k].dtype(), to - from);
            Cursor[] cursors = new Cursor[in.length];
            for (int k = 0; k < in.length; k++) cursors[k] = new Cursor(in[k]);
            Value result = new Value(dtype, to - from);
            for (long start = from; start < to; start += Tile.SIZE) {
                int n = (int) Math.min(Tile.SIZE, to - start);
                for (int k = 0; k < in.length; k++) values[k].load(cursors[k], start, n);
                if (step.what() instanceof Lowered.Map(var op)) apply(op, values, result, n);
                else
                    cast(values[0], result, n);
                result.store(out, start, n);
            }
        });
        Reference.reachabilityFence(in);
        return Data.Strided.rowMajor(out, step.shape());
    }

    private static boolean isCheap(Op op) {
        return switch (op) {
            case ADD, SUBTRACT, MULTIPLY, NEGATIVE, CONJUGATE, REAL, IMAG, COMPLEX, ABS, SQUARE, SELECT -> true;
            default -> false;
        };
    }

    /** A tile of complex or of other numbers. */
    private static final class Value {
        final DType dtype;
        final ComplexTile complex;
        final Tile other;

        Value(DType dtype, long count) {
            this.dtype = dtype;
            complex = dtype.isComplex() ? new ComplexTile(count) : null;
            other = dtype.isComplex() ? null : new Tile(dtype, count);
        }

        void load(Cursor cursor, long start, int n) {
            if (complex != null) complex.load(cursor, start, n);
            else
                other.load(cursor, start, n, 0);
        }

        void store(Buffer to, long start, int n) {
            if (complex != null) complex.store(to.segment(), start, n);
            else
                other.store(to.segment(), start, n);
        }

        long bits(int i) { return complex != null ? complex.bits(i) : other.bits(i); }

        void put(int i, long bits) {
            if (complex != null) complex.put(i, bits);
            else
                Elementwise.put(other, i, bits);
        }
    }

    private static void apply(Op op, Value[] in, Value out, int n) {
        ComplexTile z = out.complex, x = in[0].complex;
        switch (op) {
            case ADD -> {
                add(x.re, in[1].complex.re, z.re, n);
                add(x.im, in[1].complex.im, z.im, n);
            }
            case SUBTRACT -> {
                subtract(x.re, in[1].complex.re, z.re, n);
                subtract(x.im, in[1].complex.im, z.im, n);
            }
            case MULTIPLY -> multiply(x, in[1].complex, z, n);
            case SQUARE -> multiply(x, x, z, n);
            case NEGATIVE -> {
                negate(x.re, z.re, n);
                negate(x.im, z.im, n);
            }
            case CONJUGATE -> {
                System.arraycopy(x.re, 0, z.re, 0, n);
                negate(x.im, z.im, n);
            }
            case REAL -> System.arraycopy(x.re, 0, out.other.f, 0, n);
            case IMAG -> System.arraycopy(x.im, 0, out.other.f, 0, n);
            case COMPLEX -> {
                System.arraycopy(in[0].other.f, 0, z.re, 0, n);
                System.arraycopy(in[1].other.f, 0, z.im, 0, n);
            }
            case ABS -> abs(x, out.other.f, n);
            case SELECT -> {
                select(in[0].other.l, in[1].complex.re, in[2].complex.re, z.re, n);
                select(in[0].other.l, in[1].complex.im, in[2].complex.im, z.im, n);
            }
            default -> {
                if (in.length == 1) for (int i = 0; i < n; i++) out.put(i, ComplexMath.apply(op, in[0].bits(i)));
                else
                    for (int i = 0; i < n; i++) out.put(i, ComplexMath.apply(op, in[0].bits(i), in[1].bits(i)));
            }
        }
    }

    private static void cast(Value in, Value out, int n) {
        if (out.dtype.isComplex() && in.dtype == DType.FLOAT32) {
            System.arraycopy(in.other.f, 0, out.complex.re, 0, n);
            java.util.Arrays.fill(out.complex.im, 0, n, 0);
        } else if (out.dtype == DType.FLOAT32) {
            System.arraycopy(in.complex.re, 0, out.other.f, 0, n);
        } else {
            for (int i = 0; i < n; i++) out.put(i, Scalars.cast(in.dtype, out.dtype, in.bits(i)));
        }
    }

    private static void add(float[] a, float[] b, float[] c, int n) {
        for (int i = 0; i < n; i++) c[i] = a[i] + b[i];
    }

    private static void subtract(float[] a, float[] b, float[] c, int n) {
        for (int i = 0; i < n; i++) c[i] = a[i] - b[i];
    }

    private static void negate(float[] a, float[] c, int n) {
        for (int i = 0; i < n; i++) c[i] = -a[i];
    }

    private static void multiply(ComplexTile a, ComplexTile b, ComplexTile c, int n) {
        float[] ar = a.re, ai = a.im, br = b.re, bi = b.im, cr = c.re, ci = c.im;
        for (int i = 0; i < n; i++) cr[i] = ar[i] * br[i] - ai[i] * bi[i];
        for (int i = 0; i < n; i++) ci[i] = ar[i] * bi[i] + ai[i] * br[i];
    }

    /** As {@link ComplexMath#abs}. */
    private static void abs(ComplexTile a, float[] c, int n) {
        float[] re = a.re, im = a.im;
        for (int i = 0; i < n; i++) c[i] = (float) Math.sqrt((double) re[i] * re[i] + (double) im[i] * im[i]);
        for (int i = 0; i < n; i++) if (c[i] != c[i]) c[i] = ComplexMath.abs(re[i], im[i]);
    }

    private static void select(long[] condition, float[] a, float[] b, float[] c, int n) {
        for (int i = 0; i < n; i++) c[i] = condition[i] != 0 ? a[i] : b[i];
    }

    private ComplexElementwise() {}
}
