package dev.jacobi.engine.cpu.codegen;

/** A function of one or two floats, element by element over tiles. */
public interface FloatTileFunction {
    /** {@code out[i] = f(a[i])}, or {@code f(a[i], b[i])}, for {@code from <= i < to}; all arrays may be the same. */
    void apply(float[] a, float[] b, float[] out, int from, int to);
}
