package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered.Dft;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.ShapeException;
import java.util.Optional;

/** Fourier transforms of given lengths, along given axes, with given factors. What is not given is as in the functions of {@code mx.fft}. */
public final class FftOptions {
    static final FftOptions NONE = new FftOptions(Optional.empty(), Optional.empty(), Norm.BACKWARD);

    private enum Norm {
        BACKWARD, ORTHO, FORWARD;

        double scale(boolean inverse, int n) {
            return switch (this) {
                case BACKWARD -> inverse ? 1.0 / n : 1;
                case FORWARD -> inverse ? 1 : 1.0 / n;
                case ORTHO -> 1 / Math.sqrt(n);
            };
        }
    }

    private final Optional<Ints> lengths, axes;
    private final Norm norm;

    private FftOptions(Optional<Ints> lengths, Optional<Ints> axes, Norm norm) {
        this.lengths = lengths;
        this.axes = axes;
        this.norm = norm;
    }

    /** Along these axes, counted from the end if negative; of a real transform the last of them is the real one. */
    public FftOptions axes(int... axes) {
        return new FftOptions(lengths, Optional.of(Ints.of(axes)), norm);
    }

    /** Of these lengths, one for each axis: longer axes are cut, shorter ones filled up with zeros. Without axes they are those of the last axes. */
    public FftOptions n(int... lengths) {
        for (int n : lengths) requireLength("fft", n);
        return new FftOptions(Optional.of(Ints.of(lengths)), axes, norm);
    }

    /**
     * With factors of "backward" (1 / n in the inverse), "forward" (1 / n in the forward one), or "ortho" (1 / sqrt(n) in both).
     *
     * @throws MxException if it is none of them
     */
    public FftOptions norm(String norm) {
        return new FftOptions(lengths, axes, switch (norm) {
            case "backward" -> Norm.BACKWARD;
            case "ortho" -> Norm.ORTHO;
            case "forward" -> Norm.FORWARD;
            default -> throw new MxException("fft", "the norm is \"" + norm + "\": needed \"backward\", \"ortho\" or \"forward\"");
        });
    }

    static void requireLength(String op, int n) {
        if (n < 1) throw new ShapeException(op, "a length of " + n + " was given: needed at least 1");
    }

    /** As {@link FftOps#fft}. */
    public Array fft(Array x) { return complex("fft", false, x, 1); }

    /** As {@link FftOps#ifft}. */
    public Array ifft(Array x) { return complex("ifft", true, x, 1); }

    /** As {@link FftOps#rfft}. */
    public Array rfft(Array x) { return real("rfft", x, 1); }

    /** As {@link FftOps#irfft}. */
    public Array irfft(Array x) { return realInverse("irfft", x, 1); }

    /** As {@link FftOps#fft2}. */
    public Array fft2(Array x) { return complex("fft2", false, x, 2); }

    /** As {@link FftOps#ifft2}. */
    public Array ifft2(Array x) { return complex("ifft2", true, x, 2); }

    /** As {@link FftOps#rfft2}. */
    public Array rfft2(Array x) { return real("rfft2", x, 2); }

    /** As {@link FftOps#irfft2}. */
    public Array irfft2(Array x) { return realInverse("irfft2", x, 2); }

    /** As {@link FftOps#fftn}. */
    public Array fftn(Array x) { return complex("fftn", false, x, ALL); }

    /** As {@link FftOps#ifftn}. */
    public Array ifftn(Array x) { return complex("ifftn", true, x, ALL); }

    /** As {@link FftOps#rfftn}. */
    public Array rfftn(Array x) { return real("rfftn", x, ALL); }

    /** As {@link FftOps#irfftn}. */
    public Array irfftn(Array x) { return realInverse("irfftn", x, ALL); }

    /** As {@link FftOps#fftshift}, along the given axes. */
    public Array fftshift(Array x) { return rolled("fftshift", x, 1); }

    /** As {@link FftOps#ifftshift}, along the given axes. */
    public Array ifftshift(Array x) { return rolled("ifftshift", x, -1); }

    private static final int ALL = -1;

    private Array rolled(String op, Array x, int sign) {
        Ints along = axes.isPresent() ? Ops.axes(op, x, axes.get().toArray()) : Ints.range(x.ndim());
        Array y = x;
        for (int k = 0; k < along.length(); k++) y = Ops.roll(y, sign * (y.shape().dim(along.at(k)) / 2), along.at(k));
        return y;
    }

    /** The axes of a transform of {@code count} of them, or of as many as are given: in the given order, counted from the front. */
    private int[] along(String op, Array x, int count) {
        int wanted = count != ALL ? count : axes.or(() -> lengths).map(Ints::length).orElse(x.ndim());
        int[] r = new int[wanted];
        for (int k = 0; k < wanted; k++) r[k] = k - wanted;
        if (axes.isPresent()) r = axes.get().toArray();
        for (int k = 0; k < r.length; k++) r[k] = x.shape().axis(op, r[k]);
        boolean repeated = java.util.Arrays.stream(r).distinct().count() < r.length;
        if (r.length != wanted || r.length == 0 || repeated) {
            throw new ShapeException(op, "the axes " + Ints.of(r) + " were given for shape " + x.shape() + ", needed "
                    + (count == ALL ? "one or more" : String.valueOf(count)) + ", each once");
        }
        if (lengths.isPresent() && lengths.get().length() != r.length)
            throw new ShapeException(op, "the lengths " + lengths.get() + " were given, needed one for each of " + Count.axes(r.length));
        return r;
    }

    private static Array resized(Array x, int axis, int n) {
        int old = x.shape().dim(axis);
        if (n < old) return Ops.sliceAxis(x, axis, 0, n);
        return n == old ? x : Ops.pad(x, axis, 0, n - old, Ops.scalar(0, x.dtype()));
    }

    private Array transformed(String op, Dft dft, Array x, int axis, int n, boolean inverse) {
        requireLength(op, n);
        return Array.apply(new Fft(dft, axis, n, norm.scale(inverse, n)), x);
    }

    private Array complex(String op, boolean inverse, Array x, int count) {
        int[] along = along(op, x, count);
        return overComplex(op, inverse, Ops.astype(x, DType.COMPLEX64), along, along.length);
    }

    /** Transforms along the first {@code count} of the axes, the last of them first. */
    private Array overComplex(String op, boolean inverse, Array x, int[] along, int count) {
        Array y = x;
        for (int k = count - 1; k >= 0; k--) {
            int n = lengths.isPresent() ? lengths.get().at(k) : y.shape().dim(along[k]);
            y = transformed(op, inverse ? Dft.INVERSE : Dft.FORWARD, resized(y, along[k], n), along[k], n, inverse);
        }
        return y;
    }

    private Array real(String op, Array x, int count) {
        if (x.dtype().isComplex())
            throw new DTypeException(op, "the operand is complex64, needed a real dtype: use " + op.substring(1) + ", or real(x)");
        int[] along = along(op, x, count);
        int last = along.length - 1, n = lengths.isPresent() ? lengths.get().at(last) : x.shape().dim(along[last]);
        Array y = resized(Ops.astype(x, DType.FLOAT32), along[last], n);
        return overComplex(op, false, transformed(op, Dft.REAL, y, along[last], n, false), along, last);
    }

    private Array realInverse(String op, Array x, int count) {
        int[] along = along(op, x, count);
        int last = along.length - 1, n = lengths.isPresent() ? lengths.get().at(last) : 2 * (x.shape().dim(along[last]) - 1);
        requireLength(op, n);
        Array y = overComplex(op, true, Ops.astype(x, DType.COMPLEX64), along, last);
        return transformed(op, Dft.REAL_INVERSE, resized(y, along[last], n / 2 + 1), along[last], n, true);
    }
}
