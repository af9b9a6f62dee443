package dev.jacobi.engine.cpu.codegen;

/** A function of one or two doubles, element by element over tiles. */
public interface DoubleTileFunction {
    /** {@code out[i] = f(a[i])}, or {@code f(a[i], b[i])}, for {@code from <= i < to}; all arrays may be the same. */
    void apply(double[] a, double[] b, double[] out, int from, int to);
}
