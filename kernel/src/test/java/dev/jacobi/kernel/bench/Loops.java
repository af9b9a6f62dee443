package dev.jacobi.kernel.bench;

import dev.jacobi.kernel.bench.LoopWork; // the cell is in no package

/** Plain loops, by javac in the build; the session compiles the text of this very file as a cell. */
public final class Loops implements LoopWork {
    @Override
    public double sum(double[] x) {
        double s = 0;
        for (int i = 0; i < x.length; i++) s += x[i];
        return s;
    }

    @Override
    public void axpy(double a, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) y[i] = a * x[i] + y[i];
    }

    @Override
    public void stencil(double[] x, double[] out) {
        for (int i = 1; i < x.length - 1; i++) out[i] = (x[i - 1] + x[i] + x[i + 1]) * (1 / 3.0);
    }

    @Override
    public void product(int n, double[] a, double[] b, double[] c) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) c[i * n + j] = 0;
            for (int k = 0; k < n; k++) {
                double f = a[i * n + k];
                for (int j = 0; j < n; j++) c[i * n + j] += f * b[k * n + j];
            }
        }
    }

    @Override
    public void histogram(int[] x, int[] counts) {
        for (int v : x) counts[v & 255]++;
    }
}
