package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Fourier transforms against their definition in double, against each other, and against what is known of them. */
class FftTest {
    private static final long SEED = 99;

    private static double[] random(int n, long seed) {
        Random r = new Random(SEED + seed);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = (float) r.nextGaussian();
        return x;
    }

    private static Array complex(double[] re, double[] im, int... shape) {
        return mx.complex(mx.array(re), mx.array(im)).reshape(shape);
    }

    private static Array complex(int n, long seed) { return complex(random(n, seed), random(n, seed + 500), n); }

    /** X[k] for some k by the definition, with the angles reduced exactly. */
    private static double[] term(double[] re, double[] im, long k, boolean inverse) {
        long n = re.length;
        double sr = 0, si = 0;
        for (long j = 0; j < n; j++) {
            double angle = 2 * Math.PI * (j * k % n) / n, c = Math.cos(angle), s = inverse ? Math.sin(angle) : -Math.sin(angle);
            sr += re[(int) j] * c - im[(int) j] * s;
            si += re[(int) j] * s + im[(int) j] * c;
        }
        return new double[]{sr, si};
    }

    /** The relative error in the l2 norm over up to 200 frequencies. */
    private static double error(double[] re, double[] im, boolean inverse, double scale, Complex[] actual) {
        int n = actual.length, step = Math.max(1, n / 200);
        double miss = 0, size = 0;
        for (int k = 0; k < n; k += k < 20 || k > n - 20 ? 1 : step) {
            double[] e = term(re, im, k, inverse);
            miss += Math.pow(e[0] * scale - actual[k].re(), 2) + Math.pow(e[1] * scale - actual[k].im(), 2);
            size += (e[0] * e[0] + e[1] * e[1]) * scale * scale;
        }
        return Math.sqrt(miss / size);
    }

    private static double bound(int n) { return 4e-8 * (2 + Math.log(n) / Math.log(2)); }

    /** Lengths with all radices, primes up to and above the largest radix, both sides of where one long transform becomes four steps, and of where several rows of tiles are one. */
    private static final int[] LENGTHS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, 23, 24, 25, 29, 31, 32, 33, 35, 36, 37,
            41, 48, 49, 60, 63,
            64, 65, 72, 81, 97, 100, 121, 125, 127, 128, 135, 144, 169, 210, 211, 240, 243, 256, 257, 289, 300, 343, 360, 384, 500, 509,
            512, 625, 720, 768,
            961, 1000, 1009, 1024, 1155, 1331, 1536, 2047, 2048, 2187, 2310, 3000, 3125, 4096, 4099, 5000, 6561, 8192, 10007, 15015, 16384,
            20480, 32768, 65536, 100_000, 131_072};

    @Test
    void allLengthsAreTheDefinition() {
        for (int n : LENGTHS) {
            double[] re = random(n, n), im = random(n, n + 1);
            Array x = complex(re, im, n);
            double forward = error(re, im, false, 1, mx.fft.fft(x).toComplexArray());
            double inverse = error(re, im, true, 1.0 / n, mx.fft.ifft(x).toComplexArray());
            assertTrue(forward <= 3 * bound(n) && inverse <= 3 * bound(n), "of length " + n + ": " + forward + ", inverse " + inverse);
        }
    }

    @Test
    void realOnesAreHalvesOfComplexOnes() {
        for (int n : LENGTHS) {
            double[] x = random(n, 3 * n), none = new double[n];
            Array real = mx.array(x);
            Complex[] half = mx.fft.rfft(real).toComplexArray();
            assertEquals(n / 2 + 1, half.length);
            double miss = 0, size = 0;
            for (int k = 0; k < half.length; k += Math.max(1, half.length / 200)) {
                double[] e = term(x, none, k, false);
                miss += Math.pow(e[0] - half[k].re(), 2) + Math.pow(e[1] - half[k].im(), 2);
                size += e[0] * e[0] + e[1] * e[1];
            }
            assertTrue(Math.sqrt(miss / size) <= 4 * bound(n), "rfft of length " + n + ": " + Math.sqrt(miss / size));
            float[] back = mx.fft.n(n).irfft(mx.fft.rfft(real)).toFloatArray();
            miss = size = 0;
            for (int j = 0; j < n; j++) {
                miss += (x[j] - back[j]) * (x[j] - back[j]);
                size += x[j] * x[j];
            }
            assertTrue(Math.sqrt(miss / size) <= 6 * bound(n), "irfft of rfft of length " + n + ": " + Math.sqrt(miss / size));
        }
    }

    @Test
    void longOnes() {
        for (int n : new int[]{1 << 17, 1 << 20, 3 * 5 * 7 * 11 * 13 * 8, 99991}) {
            double[] re = random(n, 5), im = random(n, 6);
            Array x = complex(re, im, n), y = mx.fft.fft(x);
            Complex[] actual = y.toComplexArray();
            double miss = 0, size = 0;
            for (int k : new int[]{0, 1, 2, n / 3, n / 2, n - 1}) {
                double[] e = term(re, im, k, false);
                miss += Math.pow(e[0] - actual[k].re(), 2) + Math.pow(e[1] - actual[k].im(), 2);
                size += e[0] * e[0] + e[1] * e[1];
            }
            assertTrue(Math.sqrt(miss / size) < 1e-6, n + ": " + Math.sqrt(miss / size));
            Array back = mx.fft.ifft(y).subtract(x).abs();
            assertTrue(Math.sqrt(mx.mean(back.square()).item()) < 1e-6, "there and back: " + n);
        }
    }

    @Test
    void batchesAlongEveryAxisAreLoops() {
        for (int[] shape : new int[][]{{3, 8, 5}, {20, 16, 3}, {2, 30, 33}, {5, 37, 2}, {4, 100}, {40, 48}, {3, 4096}, {2, 2049, 9},
                {1, 6, 1}}) {
            int size = 1;
            for (int d : shape) size *= d;
            Array x = complex(random(size, 7), random(size, 8), shape);
            for (int axis = 0; axis < shape.length; axis++) {
                int a = axis;
                Array whole = mx.fft.axes(a).fft(x), moved = mx.moveaxis(x, a, 0);
                Array lines = mx.moveaxis(moved.reshape(shape[a], -1), 0, 1), last = mx.moveaxis(whole, a, 0).reshape(shape[a], -1).T();
                for (int l = 0; l < lines.dim(0); l += 1 + lines.dim(0) / 7) {
                    Array miss = mx.fft.fft(lines.get(l)).subtract(last.get(l)).abs();
                    double scale = Math.sqrt(mx.mean(last.get(l).abs().square()).item());
                    assertTrue(mx.max(miss).item() <= 2e-6 * scale, "axis " + a + " of " + Shape.of(shape) + ", line " + l);
                }
                if (axis == shape.length - 1) {
                    Array r = x.real(), half = mx.fft.rfft(r);
                    Array full = mx.fft.fft(r).get("..., 0:" + half.dim(-1));
                    assertTrue(mx.max(half.subtract(full).abs()).item() < 1e-5 * Math.sqrt(shape[a]), "rfft of " + Shape.of(shape));
                }
            }
        }
    }

    @Test
    void viewsAreRead() {
        Array x = complex(random(24 * 20, 1), random(24 * 20, 2), 24, 20);
        for (Array view : new Array[]{x.T(), x.get("::2, 1::3"), mx.flip(x, 1), mx.broadcastTo(x.get(0), 5, 20), x.get("3:, 2:19")}) {
            Array copy = mx.array(view.toComplexArray()).reshape(view.shape());
            for (int axis = 0; axis < 2; axis++) {
                assertTrue(mx.fft.axes(axis).fft(view).arrayEqual(mx.fft.axes(axis).fft(copy)));
                assertTrue(mx.fft.axes(axis).rfft(view.real()).arrayEqual(mx.fft.axes(axis).rfft(copy.real())));
                assertTrue(mx.fft.axes(axis).irfft(view).arrayEqual(mx.fft.axes(axis).irfft(copy)));
            }
        }
        assertTrue(mx.fft.fft(mx.ones(4)).arrayEqual(mx.array(new Complex[]{new Complex(4, 0), new Complex(0, 0), new Complex(0, 0),
                new Complex(0, 0)})));
    }

    @Test
    void severalAxes() {
        Array x = complex(random(4 * 6 * 10, 1), random(4 * 6 * 10, 2), 4, 6, 10);
        Array one = mx.fft.axes(0).fft(mx.fft.axes(1).fft(mx.fft.fft(x)));
        near(one, mx.fft.fftn(x));
        near(mx.fft.axes(1).fft(mx.fft.fft(x)), mx.fft.fft2(x));
        near(x, mx.fft.ifftn(mx.fft.fftn(x)));
        near(x, mx.fft.ifft2(mx.fft.fft2(x)));
        near(mx.fft.fft2(x.real()).get("..., 0:6"), mx.fft.rfft2(x.real()));
        near(mx.fft.fftn(x.real()).get("..., 0:6"), mx.fft.rfftn(x.real()));
        near(x.real(), mx.fft.irfft2(mx.fft.rfft2(x.real())));
        near(x.real(), mx.fft.irfftn(mx.fft.rfftn(x.real())));
        near(x.real(), mx.fft.axes(2, 0).n(10, 4).irfftn(mx.fft.axes(2, 0).rfftn(x.real())));
        assertEquals(Shape.of(4, 8, 5), mx.fft.n(8, 8).rfftn(x.real()).shape());
    }

    private static void near(Array expected, Array actual) {
        assertEquals(expected.shape(), actual.shape());
        assertEquals(expected.dtype(), actual.dtype());
        assertTrue(mx.max(expected.subtract(actual).abs()).item() < 1e-4, () -> expected + " is not " + actual);
    }

    @Test
    void optionsAreNumpys() {
        Array x = complex(random(10, 1), random(10, 2), 10);
        near(mx.fft.fft(x.get("0:7")), mx.fft.n(7).fft(x));
        near(mx.fft.fft(mx.concatenate(java.util.List.of(x, mx.zeros(6).astype(DType.COMPLEX64)), 0)), mx.fft.n(16).fft(x));
        near(mx.fft.fft(x).divide(Math.sqrt(10)), mx.fft.norm("ortho").fft(x));
        near(mx.fft.ifft(x).multiply(Math.sqrt(10)), mx.fft.norm("ortho").ifft(x));
        near(mx.fft.fft(x).divide(10), mx.fft.norm("forward").fft(x));
        near(mx.fft.ifft(x).multiply(10), mx.fft.norm("forward").ifft(x));
        assertEquals(9, mx.fft.n(9).irfft(x).dim(0));
        assertEquals(18, mx.fft.irfft(x).dim(0));
        assertEquals("array([0, 0.25, -0.5, -0.25], dtype=float32)", mx.fft.fftfreq(4).toString());
        assertEquals("array([0, 2, 4, -4, -2], dtype=float32)", mx.fft.fftfreq(5, 0.1).toString());
        assertEquals("array([0, 0.25, 0.5], dtype=float32)", mx.fft.rfftfreq(4).toString());
        assertEquals("array([3, 4, 0, 1, 2], dtype=int32)", mx.fft.fftshift(mx.arange(5)).toString());
        assertEquals("array([2, 3, 4, 0, 1], dtype=int32)", mx.fft.ifftshift(mx.arange(5)).toString());
        assertEquals("array([[1, 0], [3, 2]], dtype=int32)".replace("], [", "],\n       ["),
                mx.fft.axes(1).fftshift(mx.arange(4).reshape(2, 2)).toString());
    }

    private static void says(Executable bad, String... parts) {
        String text = assertThrows(MxException.class, bad).getMessage();
        for (String part : parts) assertTrue(text.contains(part), () -> "'" + part + "' is missing in: " + text);
    }

    @Test
    void badInputSaysWhatIsNeeded() {
        Array x = mx.ones(3, 4);
        says(() -> mx.fft.axes(2).fft(x), "[fft]", "axis 2", "(3, 4)");
        says(() -> mx.fft.axes(0, 1).fft(x), "[fft]", "(0, 1)", "1");
        says(() -> mx.fft.axes(0, -2).fft2(x), "[fft2]", "once");
        says(() -> mx.fft.n(0), "0", "at least 1");
        says(() -> mx.fft.n(1, 2).fft(x), "[fft]", "lengths");
        says(() -> mx.fft.norm("none"), "\"none\"", "\"ortho\"");
        says(() -> mx.fft.rfft(x.astype(DType.COMPLEX64)), "[rfft]", "complex64", "fft");
        says(() -> mx.fft.fft(mx.ones(0)), "[fft]", "at least 1");
        says(() -> mx.fft.fft(mx.array(1.0)), "[fft]");
        assertEquals(Shape.of(0, 4), mx.fft.fft(mx.ones(0, 4)).eval().shape());
    }

    /** Parseval's theorem, whose gradient is known: 2 n conj(x). */
    @Test
    void transformsCompose() {
        Array x = complex(12, 3);
        near(x.conj().multiply(24), mx.grad((Array v) -> mx.fft.fft(v).abs().square().sum()).apply(x));
        Array r = mx.array(random(15, 4));
        Array spectrum = mx.grad((Array v) -> mx.fft.rfft(v).abs().square().sum()).apply(r);
        near(mx.fft.n(15).irfft(mx.fft.rfft(r).multiply(15)).add(mx.sum(r)), spectrum);
        Array rows = complex(random(60, 5), random(60, 6), 5, 12);
        near(mx.fft.fft(rows), mx.vmap(mx.fft::fft).apply(rows));
        near(mx.fft.fft(rows), mx.compile(mx.fft::fft).apply(rows));
        near(mx.fft.axes(0).fft(rows), mx.vmap(mx.fft::fft, mx.inAxes(1), mx.outAxes(1)).apply(rows));
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        int before = Workers.shared().threads();
        try {
            for (int n : new int[]{1 << 14, 6 * 4096, 10007}) {
                Array x = complex(n, 11);
                Workers.shared().setThreads(1);
                float[] one = mx.fft.fft(x).real().toFloatArray(), half = mx.fft.rfft(x.real()).imag().toFloatArray();
                Workers.shared().setThreads(3);
                assertArrayEquals(one, mx.fft.fft(x).real().toFloatArray());
                assertArrayEquals(half, mx.fft.rfft(x.real()).imag().toFloatArray());
            }
        } finally {
            Workers.shared().setThreads(before);
        }
    }
}
