package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Dft;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Shape;

/**
 * The discrete Fourier transform along {@code axis}, whose length is {@code n} on the real or longer side, times {@code scale}:
 * X[k] = scale * sum over j of x[j] exp(-2 pi i j k / n), the inverses with the other sign and without a factor 1 / n of their own. REAL takes float32 and
 * leaves out the half that is the other's mirror image; REAL_INVERSE takes such a half, of which the imaginary parts that have to be 0 do not matter.
 */
record Fft(Dft dft, int axis, int n, double scale) implements Linear {
    @Override
    public String title() {
        return switch (dft) {
            case FORWARD -> "fft";
            case INVERSE -> "ifft";
            case REAL -> "rfft";
            case REAL_INVERSE -> "irfft";
        };
    }

    @Override
    public Shape shape(Array[] in) {
        return switch (dft) {
            case FORWARD, INVERSE -> in[0].shape();
            case REAL -> in[0].shape().with(axis, n / 2 + 1);
            case REAL_INVERSE -> in[0].shape().with(axis, n);
        };
    }

    @Override
    public DType dtype(Array[] in) {
        DType needed = dft == Dft.REAL ? DType.FLOAT32 : DType.COMPLEX64;
        if (in[0].dtype() != needed)
            throw new DTypeException(title(), "the operand is " + in[0].dtype() + ", needed " + needed + ": use astype");
        return dft == Dft.REAL_INVERSE ? DType.FLOAT32 : DType.COMPLEX64;
    }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return Array.apply(this, tangents[0]); }

    /** The matrix of a complex transform is symmetric. Those of the real ones are each other's transposes, but that all but the real frequencies count twice. */
    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return switch (dft) {
            case FORWARD, INVERSE -> Array.apply(this, cotangent);
            case REAL -> Array.apply(new Fft(Dft.REAL_INVERSE, axis, n, scale),
                    multiply(conjugate(cotangent), weights(0.5, cotangent.shape())));
            case REAL_INVERSE -> {
                Array half = Array.apply(new Fft(Dft.REAL, axis, n, scale), cotangent);
                yield multiply(conjugate(half), weights(2, half.shape()));
            }
        };
    }

    /** 1 for the frequencies that are their own mirror images (0, and n / 2 of an even n), {@code other} for the rest; broadcast to {@code shape}. */
    private Array weights(double other, Shape shape) {
        Array k = arange(n / 2 + 1);
        Array w = where(logicalOr(k.equal(0), k.multiply(2).equal(n)), scalar(1, DType.FLOAT32), scalar(other, DType.FLOAT32));
        int[] line = new int[shape.rank()];
        java.util.Arrays.fill(line, 1);
        line[axis] = n / 2 + 1;
        return broadcastTo(reshape(w, Shape.of(line)), shape);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new Fft(dft, axis + 1, n, scale), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Fft(dft, axis, scale); }
}
