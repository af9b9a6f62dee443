package dev.jacobi.engine.array;

/**
 * Discrete Fourier transforms: complex64 in and out, real ones from and to float32. Of any length; those without large prime factors are fastest. Lengths, axes
 * and norms are options, {@code mx.fft.axes(0).norm("ortho").fft(x)}: see {@link FftOptions}.
 */
public abstract class FftOps {

    /** For {@code mx.fft}, which only inherits. */
    protected FftOps() {}

    /** Transforms along these axes: {@code mx.fft.axes(0).fft(x)}. */
    public static FftOptions axes(int... axes) {
        return FftOptions.NONE.axes(axes);
    }

    /** Transforms of these lengths, to which axes are cut, or filled up with zeros: {@code mx.fft.n(1024).rfft(x)}. */
    public static FftOptions n(int... lengths) {
        return FftOptions.NONE.n(lengths);
    }

    /** Transforms with factors of "backward" (1 / n in the inverse), "forward" (1 / n in the forward one), or "ortho" (1 / sqrt(n) in both). */
    public static FftOptions norm(String norm) {
        return FftOptions.NONE.norm(norm);
    }

    /** X[k] = sum over j of x[j] exp(-2 pi i j k / n) along the last axis; complex64. */
    public static Array fft(Array x) {
        return FftOptions.NONE.fft(x);
    }

    /** The inverse of {@link #fft}. */
    public static Array ifft(Array x) { return FftOptions.NONE.ifft(x); }

    /** The first n / 2 + 1 frequencies of real numbers along the last axis; complex64. */
    public static Array rfft(Array x) {
        return FftOptions.NONE.rfft(x);
    }

    /** The inverse of {@link #rfft} of an even number of real numbers; float32. For an odd one give {@link #n}. */
    public static Array irfft(Array x) {
        return FftOptions.NONE.irfft(x);
    }

    /** {@link #fft} along the last two axes. */
    public static Array fft2(Array x) { return FftOptions.NONE.fft2(x); }

    /** The inverse of {@link #fft2}. */
    public static Array ifft2(Array x) { return FftOptions.NONE.ifft2(x); }

    /** {@link #rfft} along the last axis, {@link #fft} along the one before. */
    public static Array rfft2(Array x) {
        return FftOptions.NONE.rfft2(x);
    }

    /** The inverse of {@link #rfft2}. */
    public static Array irfft2(Array x) { return FftOptions.NONE.irfft2(x); }

    /** {@link #fft} along all axes. */
    public static Array fftn(Array x) { return FftOptions.NONE.fftn(x); }

    /** The inverse of {@link #fftn}. */
    public static Array ifftn(Array x) { return FftOptions.NONE.ifftn(x); }

    /** {@link #rfft} along the last axis, {@link #fft} along all others. */
    public static Array rfftn(Array x) {
        return FftOptions.NONE.rfftn(x);
    }

    /** The inverse of {@link #rfftn}. */
    public static Array irfftn(Array x) { return FftOptions.NONE.irfftn(x); }

    /** Rolls every axis so that frequency 0 comes into its middle. */
    public static Array fftshift(Array x) {
        return FftOptions.NONE.fftshift(x);
    }

    /** The inverse of {@link #fftshift}. */
    public static Array ifftshift(Array x) { return FftOptions.NONE.ifftshift(x); }

    /** The frequencies of {@link #fft} of n samples, in cycles a sample: 0, 1, ..., -2, -1 over n; float32. */
    public static Array fftfreq(int n) {
        return fftfreq(n, 1);
    }

    /** The frequencies of {@link #fft} of n samples {@code spacing} apart, in cycles a unit of the spacing; float32. */
    public static Array fftfreq(int n, double spacing) {
        FftOptions.requireLength("fftfreq", n);
        float[] f = new float[n];
        for (int k = 0; k < n; k++) f[k] = (float) ((k < (n + 1) / 2 ? k : k - n) / (spacing * n));
        return CreationOps.array(f);
    }

    /** The frequencies of {@link #rfft} of n samples, in cycles a sample: 0, 1, ..., n / 2 over n; float32. */
    public static Array rfftfreq(int n) {
        return rfftfreq(n, 1);
    }

    /** The frequencies of {@link #rfft} of n samples {@code spacing} apart, in cycles a unit of the spacing; float32. */
    public static Array rfftfreq(int n, double spacing) {
        FftOptions.requireLength("rfftfreq", n);
        float[] f = new float[n / 2 + 1];
        for (int k = 0; k < f.length; k++) f[k] = (float) (k / (spacing * n));
        return CreationOps.array(f);
    }
}
