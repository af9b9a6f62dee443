package dev.jacobi.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;

/** Convolutions in which each channel has a kernel of its own: no matrix product, but a weighted sum of rows of channels. */
final class Depthwise {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final double MULTIPLICATIONS_PER_NANO = 2;
    private static final double SHORTEST_PART_NANOS = 20_000;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final int rank;
    private final int[] kernel;
    private final int taps;
    private final int channels;
    private final Data.Strided x;
    private final DType dtype;
    private final Buffer result;
    /** The kernels of all channels, place by place; one of the two is empty. */
    private final float[][] floats;
    private final double[][] doubles;

    private Depthwise(Window window, Operand x, Operand weight, Shape shape) {
        this.window = window;
        this.x = (Data.Strided) x.data();
        in = x.shape();
        out = shape;
        dtype = x.dtype();
        rank = window.rank();
        channels = shape.dim(rank + 1);
        kernel = new int[rank];
        int places = 1;
        for (int k = 0; k < rank; k++) places *= kernel[k] = weight.shape().dim(k + 1);
        taps = places;
        boolean isDouble = dtype == DType.FLOAT64;
        floats = new float[isDouble ? 0 : taps][channels];
        doubles = new double[isDouble ? taps : 0][channels];
        long from = ((Data.Strided) weight.data()).buffer().address() + ((Data.Strided) weight.data()).byteOffset(dtype);
        for (int t = 0; t < taps; t++) {
            for (int c = 0; c < channels; c++) {
                if (isDouble) doubles[t][c] = ALL.get(JAVA_DOUBLE_UNALIGNED, from + ((long) c * taps + t) * Double.BYTES);
                else
                    floats[t][c] = ALL.get(JAVA_FLOAT_UNALIGNED, from + ((long) c * taps + t) * Float.BYTES);
            }
        }
        result = Memory.shared().allocate(shape.size() * dtype.bytes());
    }

    /** Channels of {@code x} lie side by side; {@code weight} (channels, kernel..., 1) is row-major, {@code shape} the result's. */
    static Data run(Window window, Operand x, Operand weight, Shape shape) {
        Depthwise d = new Depthwise(window, x, weight, shape);
        int places = Math.toIntExact(shape.size() / d.channels);
        int parts = Math.min(places,
                Workers.shared().partsFor((double) shape.size() * d.taps / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
        Workers.shared().parallelFor(parts,
                part -> d.places(Workers.cut(places, part, parts), Workers.cut(places, part + 1, parts)));
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(weight);
        return Data.Strided.rowMajor(d.result, shape);
    }

    private void places(int from, int to) {
        long base = x.buffer().address() + x.byteOffset(dtype);
        int bytes = dtype.bytes();
        int[] start = new int[rank], move = new int[rank];
        float[] sums = new float[dtype == DType.FLOAT64 ? 0 : channels], row = new float[sums.length];
        double[] wideSums = new double[dtype == DType.FLOAT64 ? channels : 0], wideRow = new double[wideSums.length];
        for (int place = from; place < to; place++) {
            int rest = place;
            for (int k = rank - 1; k >= 0; k--) {
                start[k] = rest % out.dim(k + 1) * window.stride().at(k) - window.low().at(k);
                rest /= out.dim(k + 1);
            }
            Arrays.fill(sums, 0);
            Arrays.fill(wideSums, 0);
            Arrays.fill(move, 0);
            for (int t = 0; t < taps; t++) {
                long offset = offset(start, move);
                if (offset != OUTSIDE) {
                    long source = base + ((long) rest * x.strides().at(0) + offset) * bytes;
                    if (bytes == Float.BYTES) {
                        MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, source, row, 0, channels);
                        add(sums, row, floats[t]);
                    } else {
                        MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, source, wideRow, 0, channels);
                        add(wideSums, wideRow, doubles[t]);
                    }
                }
                for (int k = rank - 1; k >= 0 && ++move[k] == kernel[k]; k--) move[k] = 0;
            }
            long target = result.address() + (long) place * channels * bytes;
            if (bytes == Float.BYTES) MemorySegment.copy(sums, 0, ALL, JAVA_FLOAT_UNALIGNED, target, channels);
            else
                MemorySegment.copy(wideSums, 0, ALL, JAVA_DOUBLE_UNALIGNED, target, channels);
        }
    }

    private static final long OUTSIDE = Long.MIN_VALUE;

    /** Elements from the first place of the input to the one that the kernel's place {@code move} sees. */
    private long offset(int[] start, int[] move) {
        long offset = 0;
        for (int k = 0; k < rank; k++) {
            int at = start[k] + move[k] * window.kernelDilation().at(k), dilation = window.inputDilation().at(k);
            if (at < 0 || dilation != 1 && at % dilation != 0 || at / dilation >= in.dim(k + 1)) return OUTSIDE;
            offset += (long) (at / dilation) * x.strides().at(k + 1);
        }
        return offset;
    }

    // Each array starts at 0 and is one of its own: so the JIT makes vectors of these.

    private static void add(float[] sums, float[] row, float[] weights) {
        for (int c = 0; c < sums.length; c++) sums[c] = Math.fma(row[c], weights[c], sums[c]);
    }

    private static void add(double[] sums, double[] row, double[] weights) {
        for (int c = 0; c < sums.length; c++) sums[c] = Math.fma(row[c], weights[c], sums[c]);
    }
}
