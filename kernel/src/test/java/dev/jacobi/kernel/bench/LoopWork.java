package dev.jacobi.kernel.bench;

/** Loops over arrays, as they are called whoever compiled them. */
public interface LoopWork {
    /** Of all numbers. */
    double sum(double[] x);

    /** y = a x + y. */
    void axpy(double a, double[] x, double[] y);

    /** Each number and its neighbours, averaged. */
    void stencil(double[] x, double[] out);

    /** c = a b, of n by n matrices by rows. */
    void product(int n, double[] a, double[] b, double[] c);

    /** How often each last byte occurs. */
    void histogram(int[] x, int[] counts);
}
