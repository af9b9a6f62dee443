package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Convolutions against torch's and NumPy's results, and against the definition on random shapes. */
class ConvolutionTest {

    /** Values that every library computes with exactly. */
    private static Array pattern(int factor, int modulus, int shift, double scale, int... shape) {
        double[] v = new double[(int) Shape.of(shape).size()];
        for (int i = 0; i < v.length; i++) v[i] = (i * factor % modulus - shift) / scale;
        return Ops.array(v, DType.FLOAT32).reshape(shape);
    }

    private static Array x(int... shape) { return pattern(7, 11, 5, 4, shape); }

    private static Array w(int... shape) { return pattern(5, 13, 6, 8, shape); }

    private static void is(Array actual, Shape shape, double... expected) {
        assertEquals(shape, actual.shape());
        assertArrayEquals(expected, actual.toDoubleArray());
    }

    // torch 2.13, channels moved

    @Test
    void conv1dInGroups() {
        is(x(2, 5, 4).conv1d(w(6, 2, 2), mx.conv().stride(2).groups(2)), Shape.of(2, 2, 6), 1.375, -0.125, 1.21875, -1.1875, 1.15625,
                -0.96875, 1.15625, 0.125, 1.125, 0.84375, 0.84375, 0.84375, -1.40625, 0.5, -1.25, -1.09375, 1.0625, -1.25, -0.25, -0.28125,
                -0.3125, -1.125, 1.09375, -1.15625);
    }

    @Test
    void conv2dWithAllOptions() {
        is(x(1, 4, 4, 2).conv2d(w(2, 3, 3, 2), mx.conv().stride(2, 1).padding(1).dilation(1, 2)), Shape.of(1, 2, 2, 2), -0.25, -0.46875,
                -0.78125, 0.625, 0.0625, 0.375, 0.0625, 0.1875);
    }

    @Test
    void conv3dPadded() {
        is(x(1, 2, 3, 2, 1).conv3d(w(1, 2, 2, 1, 1), mx.conv().padding(1, 0, 0)), Shape.of(1, 3, 2, 2, 1), -0.375, -0.375, -0.375, 1, 2,
                -0.90625, -0.03125, 0.15625, -0.625, -0.09375, 0.78125, -0.40625);
    }

    @Test
    void convTranspose2dWithOutputPadding() {
        Array r = x(1, 3, 2, 2).convTranspose2d(w(3, 2, 3, 2), mx.conv().stride(2).padding(0, 1).outputPadding(1));
        is(r, Shape.of(1, 7, 4, 3), -0.875, 0.40625, 0.875, 0.4375, -0.375, -0.375, -0.875, 0.6875, 0.21875, 0.875, 0.40625, -0.875,
                0.78125, -0.78125, 0.5, -0.375, -0.375, 1.65625, 0.3125, -0.96875, 0.59375, -0.78125, 0.78125, 0.3125, 0.5, -0.40625,
                -0.09375, -1.28125, 0.03125, 0.125, 0.5, -0.125, -0.75, 0.125, -0.5, 0.5, -0.15625, 0.5625, -0.34375, 0.1875, 0.28125,
                -0.03125, -0.625, 0.375, -0.25, 0.625, 0, -0.625, -0.875, 0.5, 0.65625, 0.78125, 1.46875, -1.09375, 0.5, -0.59375, 0.34375,
                -0.96875, -0.03125, 0.5, 0.625, -0.84375, 0.53125, -1.3125, 0.59375, -0.34375, 0.15625, 0.6875, -0.40625, 0.3125, -0.78125,
                0.15625, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void gradientsAreTorchs() {
        var g = mx.grad((Array a, Array b) -> a.conv2d(b, mx.conv().stride(2).padding(1)).square().sum(), mx.argnums(0, 1))
                .apply(x(1, 4, 3, 2), w(2, 2, 2, 2));
        is(g.get(0), Shape.of(1, 4, 3, 2), -0.3515625, 0.78125, -0.6015625, 3, 0.1015625, -1.0703125, 0.578125, -0.421875, -5.1640625,
                -0.515625, 4.1328125, -3.3046875, -0.171875, 0.453125, 1.34375, 0.609375, -1.4453125, 3.203125, 0.96875, -0.78125, 3.90625,
                0.3515625, -3.203125, 2.484375);
        is(g.get(1), Shape.of(2, 2, 2, 2), -6.234375, 3.796875, 2.859375, -7.5625, 4.625, 2.359375, -3.890625, 3.640625, -5.46875, 3.203125,
                3.390625, -6.328125, 5.609375, -2.84375, -3.921875, 5.609375);
    }

    // NumPy

    @Test
    void convolveInItsModes() {
        is(mx.convolve(x(6), w(4)), Shape.of(9), 0.9375, -0.21875, -0.3125, 0, -0.84375, 1.40625, -0.40625, -0.5, 0.375);
        is(x(6).convolve(w(4), "same"), Shape.of(6), -0.21875, -0.3125, 0, -0.84375, 1.40625, -0.40625);
        is(x(6).convolve(w(4), "valid"), Shape.of(3), 0, -0.84375, 1.40625);
        is(w(4).convolve(x(6), "valid"), Shape.of(3), 0, -0.84375, 1.40625);
        is(mx.convolve(mx.array(1, 2, 3), mx.array(0, 1)), Shape.of(4), 0, 1, 2, 3);
    }

    // the definition

    @Test
    void randomShapesAreTheDefinition() {
        for (long seed = 0; seed < 250; seed++) {
            Random r = new Random(seed);
            int rank = 1 + r.nextInt(3), groups = r.nextInt(3) == 0 ? 1 + r.nextInt(3) : 1;
            int channels = groups * (1 + r.nextInt(r.nextInt(8) == 0 ? 40 : 4)), outputs = groups * (1 + r.nextInt(5));
            int[] in = new int[rank + 2], kernel = new int[rank + 2];
            in[0] = 1 + r.nextInt(3);
            in[rank + 1] = channels;
            kernel[0] = outputs;
            kernel[rank + 1] = channels / groups;
            int[][] p = new int[5][rank];
            for (int k = 0; k < rank; k++) {
                in[k + 1] = 1 + r.nextInt(k == rank - 1 ? 30 : 7);
                kernel[k + 1] = 1 + r.nextInt(3);
                p[0][k] = 1 + r.nextInt(3);
                p[3][k] = r.nextInt(3) == 0 ? 2 : 1;
                p[4][k] = r.nextInt(4) == 0 ? 1 + r.nextInt(3) : 1;
                int room = Window.spread(in[k + 1], p[4][k]), needed = Window.spread(kernel[k + 1], p[3][k]);
                p[1][k] = r.nextInt(4) - 1;
                p[2][k] = Math.max(r.nextInt(4) - 1, needed - room - p[1][k]);
            }
            Window window = new Window(Ints.of(p[0]), Ints.of(p[1]), Ints.of(p[2]), Ints.of(p[3]), Ints.of(p[4]), r.nextBoolean());
            Array x = PrimitiveSamples.reals(r, Shape.of(in), -1, 1), w = PrimitiveSamples.reals(r, Shape.of(kernel), -1, 1);
            String what = "seed " + seed + ": " + window + ", " + groups + " groups, " + x.shape() + " and " + w.shape();
            Convolution c = new Convolution(window, groups);
            Array expected = definition(window, groups, x, w);
            PrimitiveLawsTest.close(expected, Array.apply(c, x, w), 1e-13, what);
            PrimitiveLawsTest.close(expected, Array.apply(c, elsewhere(x, r), elsewhere(w, r)), 1e-13, what + ", other strides");
            Array narrow = Array.apply(c, elsewhere(x, r).astype(DType.FLOAT32), w.astype(DType.FLOAT32));
            PrimitiveLawsTest.close(expected, narrow.astype(DType.FLOAT64), 2e-5, what + ", float32");
        }
    }

    /** The same elements with other strides: axes stored in another order, one of them backwards. */
    private static Array elsewhere(Array x, Random r) {
        int a = r.nextInt(x.ndim()), b = r.nextInt(x.ndim()), c = r.nextInt(x.ndim());
        Array stored = Ops.flip(Ops.swapaxes(x, a, b), c);
        mx.eval(stored);
        Array copied = Ops.array(stored.toDoubleArray(), DType.FLOAT64).reshape(stored.shape().toArray());
        return Ops.swapaxes(Ops.flip(copied, c), a, b);
    }

    private static Array definition(Window v, int groups, Array x, Array w) {
        int rank = v.rank();
        Shape shape = new Convolution(v, groups).shape(new Array[]{x, w});
        double[] xs = x.toDoubleArray(), ws = w.toDoubleArray(), out = new double[(int) shape.size()];
        int channels = w.dim(-1), outputs = w.dim(0) / groups;
        int[] o = new int[rank + 2], k = new int[rank + 2];
        for (int i = 0; i < out.length; i++) {
            unravel(i, shape, o);
            for (int j = 0; j < w.size() / w.dim(0); j++) {
                unravel(j, w.shape().with(0, 1), k);
                long at = o[0];
                boolean inside = true;
                for (int d = 0; d < rank && inside; d++) {
                    int place = o[d + 1] * v.stride().at(d) + k[d + 1] * v.kernelDilation().at(d) - v.low().at(d);
                    int n = x.dim(d + 1), dilation = v.inputDilation().at(d);
                    inside = place >= 0 && place % dilation == 0 && place / dilation < n;
                    at = at * n + place / dilation;
                }
                if (!inside) continue;
                at = at * x.dim(-1) + o[rank + 1] / outputs * channels + k[rank + 1];
                long from = o[rank + 1];
                for (int d = 1; d <= rank; d++) from = from * w.dim(d) + (v.flip() ? w.dim(d) - 1 - k[d] : k[d]);
                out[i] += xs[(int) at] * ws[(int) (from * channels + k[rank + 1])];
            }
        }
        return Ops.array(out, DType.FLOAT64).reshape(shape.toArray());
    }

    private static void unravel(int index, Shape shape, int[] to) {
        for (int d = shape.rank() - 1; d >= 0; d--) {
            to[d] = index % shape.dim(d);
            index /= shape.dim(d);
        }
    }

    /** Larger than a block of the product in every direction, with the gradients, whose kernels are as large as the result. */
    @Test
    void manyBlocks() {
        Random r = new Random(7);
        Array x = PrimitiveSamples.reals(r, Shape.of(2, 13, 29, 50), -1, 1), w = PrimitiveSamples.reals(r, Shape.of(70, 3, 3, 50), -1, 1);
        Window window = new Window(Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), false);
        Array out = Array.apply(new Convolution(window, 1), x, w);
        PrimitiveLawsTest.close(definition(window, 1, x, w), out, 1e-12, "many blocks");
        // The sum over all places of each product is linear in both: sum(w * dw) = sum(x * dx) = the loss.
        var g = mx.valueAndGrad((Array a, Array b) -> mx.conv2d(a, b).sum(), mx.argnums(0, 1)).apply(x, w);
        double loss = g.value().item();
        assertEquals(loss, g.grad().get(0).multiply(x).sum().item(), 1e-9);
        assertEquals(loss, g.grad().get(1).multiply(w).sum().item(), 1e-9);
    }

    /** Lines that are cut in pieces, and whose depth takes several blocks or is in one segment for each place of the kernel. */
    @Test
    void longLinesAndDeepKernels() {
        Random r = new Random(8);
        int[][] cases = {{2, 3, 250, 5, 7, 3}, {1, 4, 20, 150, 20, 3}, {1, 4, 17, 400, 5, 3}, {1, 1, 9, 1100, 3, 2}, {3, 9, 8, 3, 40, 5}};
        for (int[] c : cases) {
            Array x = PrimitiveSamples.reals(r, Shape.of(c[0], c[1], c[2], c[3]), -1, 1);
            Array w = PrimitiveSamples.reals(r, Shape.of(c[4], Math.min(2, c[1]), c[5], c[3]), -1, 1);
            for (int stride : new int[]{1, 2}) {
                Window window = new Window(Ints.of(1, stride), Ints.of(1, 2), Ints.of(0, 1), Ints.of(1, 1), Ints.of(1, 1), false);
                Array expected = definition(window, 1, x, w);
                String what = List.of(c[0], c[1], c[2], c[3], c[4], c[5]) + ", stride " + stride;
                PrimitiveLawsTest.close(expected, Array.apply(new Convolution(window, 1), x, w), 1e-12, what);
                Array narrow = Array.apply(new Convolution(window, 1), x.astype(DType.FLOAT32), w.astype(DType.FLOAT32));
                PrimitiveLawsTest.close(expected, narrow.astype(DType.FLOAT64), 1e-4, what + ", float32");
            }
        }
    }

    /** The derivative by the weight, where its lines are long enough to be summed up where they lie: sum(dw * v) = sum(conv(x, v) * dy) for any v. */
    @Test
    void derivativesByLongLines() {
        Random r = new Random(9);
        int[][] cases = {{3, 5, 18, 6, 16, 3, 1, 1, 1}, {2, 1, 230, 5, 32, 3, 1, 1, 1}, {2, 9, 50, 16, 80, 3, 2, 1, 1},
                {1, 7, 33, 20, 64, 2, 1, 0, 2}, {2, 40, 16, 13, 16, 1, 1, 0, 1}, {1, 3, 64, 4, 128, 5, 1, 2, 1}};
        for (int[] c : cases) {
            for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
                int height = Math.min(c[5], c[1]);
                ConvOptions o = mx.conv().stride(c[6]).padding(c[7]).dilation(c[8]);
                Array x = PrimitiveSamples.reals(r, Shape.of(c[0], c[1], c[2], c[3]), -1, 1).astype(dtype);
                Array w = PrimitiveSamples.reals(r, Shape.of(c[4], height, c[5], c[3]), -1, 1).astype(dtype);
                Array y = x.conv2d(w, o), dy = PrimitiveSamples.reals(r, y.shape(), -1, 1).astype(dtype);
                Array dw = mx.grad((Array v) -> x.conv2d(v, o).multiply(dy).sum()).apply(w);
                for (int k = 0; k < 6; k++) {
                    // of one element only, any other that is wrong would be seen by the sum of all
                    Array v = k == 0 ? PrimitiveSamples.reals(r, w.shape(), -1, 1).astype(dtype)
                            : Ops.arange((int) w.size()).equal(r.nextInt((int) w.size())).reshape(w.shape().toArray()).astype(dtype);
                    double expected = x.conv2d(v, o).multiply(dy).astype(DType.FLOAT64).sum().item();
                    assertEquals(expected, dw.multiply(v).astype(DType.FLOAT64).sum().item(),
                            (dtype == DType.FLOAT64 ? 1e-11 : 2e-3) * (k == 0 ? 10 : 1),
                            List.of(c[0], c[1], c[2], c[3], c[4]) + " " + dtype);
                }
            }
        }
    }

    @Test
    void dtypes() {
        assertEquals(DType.FLOAT16, mx.conv1d(mx.ones(1, 4, 1).astype(DType.FLOAT16), mx.ones(1, 2, 1).astype(DType.FLOAT16)).dtype());
        assertEquals(DType.BFLOAT16, mx.conv1d(mx.ones(1, 4, 1).astype(DType.BFLOAT16), mx.ones(1, 2, 1).astype(DType.BFLOAT16)).dtype());
        assertEquals(DType.FLOAT64, mx.conv1d(mx.ones(1, 4, 1).astype(DType.FLOAT64), mx.ones(1, 2, 1)).dtype());
        Array whole = mx.conv1d(mx.ones(1, 4, 1).astype(DType.INT32), mx.ones(1, 2, 1).astype(DType.INT32));
        assertEquals(DType.FLOAT32, whole.dtype());
        is(whole, Shape.of(1, 3, 1), 2, 2, 2);
    }

    @Test
    void transformsResolve() {
        assertEquals(Shape.of(2, 3, 1),
                mx.grad((Array a, Array b) -> mx.conv1d(a, b).sum()).apply(mx.ones(2, 3, 1), mx.ones(4, 2, 1)).shape());
        assertEquals(Shape.of(5, 2, 2, 4), mx.vmap(mx::conv1d).apply(mx.ones(5, 2, 3, 1), mx.ones(5, 4, 2, 1)).shape());
        assertEquals(Shape.of(3, 4), mx.vmap(mx::convolve).apply(mx.ones(3, 3), mx.ones(3, 2)).shape());
    }

    @Test
    void mistakesAreNamed() {
        message(() -> mx.conv2d(mx.ones(1, 4, 4, 3), mx.ones(2, 3, 3, 4)), "[conv2d] ", "3 channels", "from 4 channels", "must be equal");
        message(() -> mx.conv2d(mx.ones(4, 4, 3), mx.ones(2, 3, 3, 3)), "[conv2d] ", "(4, 4, 3)", "4 axes");
        message(() -> mx.conv1d(mx.ones(1, 2, 1), mx.ones(1, 3, 1)), "[conv1d] ", "takes 3 elements", "pad more");
        message(() -> mx.ones(1, 4, 4).conv1d(mx.ones(3, 1, 2), mx.conv().groups(2)), "[conv1d] ", "2 groups");
        message(() -> mx.convGeneral(mx.ones(1, 4, 4, 1), mx.ones(1, 1, 1, 1), mx.conv().stride(1, 2, 3)), "[conv_general] ", "(1, 2, 3)");
        message(() -> mx.convGeneral(mx.ones(1, 4), mx.ones(1, 4), mx.conv()), "[conv_general] ", "at least 3");
        message(() -> mx.conv().stride(0), "[conv] ", "stride 0");
        message(() -> mx.convolve(mx.ones(2, 2), mx.ones(2)), "[convolve] ", "(2, 2)");
        message(() -> mx.ones(2).convolve(mx.ones(2), "mirror"), "[convolve] ", "mirror");
        message(() -> mx.ones(1, 4, 1).conv1d(mx.ones(1, 2, 1), mx.conv().outputPadding(1)), "[conv1d] ", "transposed");
    }

    private static void message(org.junit.jupiter.api.function.Executable run, String... parts) {
        String text = assertThrows(MxException.class, run).getMessage();
        for (String part : List.of(parts)) assertTrue(text.contains(part), text + " does not say " + part);
    }
}
