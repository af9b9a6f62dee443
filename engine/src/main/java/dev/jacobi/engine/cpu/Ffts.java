package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.fft.Fourier;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.Dft;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/** Fourier transforms along an axis: brings lines side by side in memory, and lets {@link Fourier} transform them. */
final class Ffts {
    /** What is shorter is in the caches, wherever it lies. */
    private static final long COLD_BYTES = 1L << 20;
    private static final MemorySegment ALL = OffHeap.ALL;

    static Data run(Dft dft, int axis, double scale, Operand x, Shape shape) {
        int bytes = dft == Dft.REAL_INVERSE ? 4 : 8;
        if (shape.size() == 0) return Data.Strided.rowMajor(Memory.shared().allocate(0), shape);
        Lines lines = Lines.along(axis, x.shape());
        boolean complex = dft == Dft.FORWARD || dft == Dft.INVERSE;
        if (complex && Fourier.hasColumns(lines.n(), lines.inner())) {
            Data.Strided in = x.rowMajor();
            Buffer out = Memory.shared().allocate(shape.size() * bytes);
            Fourier.columns(dft == Dft.INVERSE, in.buffer().address() + 8 * in.offset(), out.address(), Math.toIntExact(lines.outer()),
                    lines.n(), Math.toIntExact(lines.inner()), (float) scale);
            Reference.reachabilityFence(in);
            return Data.Strided.rowMajor(out, shape);
        }
        Operand last = Lines.axisLast(x, axis);
        Data.Strided in = last.rowMajor();
        Shape to = Lines.axisLast(new Operand(new Data.Scalar(0), shape, x.dtype()), axis).shape();
        Buffer out = cold(shape.size() * bytes);
        long from = in.buffer().address() + in.offset() * x.dtype().bytes();
        lines(dft, from, out.address(), Math.toIntExact(lines.count()), lines.n(), shape.dim(axis), (float) scale);
        Reference.reachabilityFence(in);
        return Lines.axisBack(Data.Strided.rowMajor(out, to), shape, axis);
    }

    /** A result, but not the memory that was returned last and is still in the caches: a long transform reads more often what it needs in between. */
    private static Buffer cold(long bytes) {
        if (bytes < COLD_BYTES) return Memory.shared().allocate(bytes);
        Buffer hot = Memory.shared().allocate(bytes), out = Memory.shared().allocate(bytes);
        hot.release();
        return out;
    }

    private static void lines(Dft dft, long from, long to, int count, int n, int result, float scale) {
        switch (dft) {
            case FORWARD, INVERSE -> Fourier.lines(dft == Dft.INVERSE, from, 8L * n, to, 8L * n, count, n, scale);
            case REAL -> {
                if (n % 2 == 0) Fourier.realLines(from, to, count, n, scale);
                else
                    oddReal(from, to, count, n, scale);
            }
            case REAL_INVERSE -> {
                if (result % 2 == 0) Fourier.realInverseLines(from, to, count, result, scale);
                else
                    oddRealInverse(from, to, count, result, scale);
            }
        }
    }

    private static void put(long at, float re, float im) {
        ALL.set(ValueLayout.JAVA_FLOAT, at, re);
        ALL.set(ValueLayout.JAVA_FLOAT, at + 4, im);
    }

    private static float get(long at) { return ALL.get(ValueLayout.JAVA_FLOAT, at); }

    /** Pairs need an even length: the complex transform, of which the first half is kept. */
    private static void oddReal(long from, long to, int count, int n, float scale) {
        Buffer all = Memory.shared().allocate(8L * n * count);
        long at = all.address();
        for (long i = 0; i < (long) n * count; i++) put(at + 8 * i, get(from + 4 * i), 0);
        Fourier.lines(false, at, 8L * n, at, 8L * n, count, n, scale);
        int m = n / 2 + 1;
        for (long l = 0; l < count; l++) MemorySegment.copy(ALL, at + 8 * n * l, ALL, to + 8 * m * l, 8L * m);
        all.release();
    }

    private static void oddRealInverse(long from, long to, int count, int n, float scale) {
        Buffer all = Memory.shared().allocate(8L * n * count);
        long at = all.address();
        int m = n / 2 + 1;
        for (long l = 0; l < count; l++) {
            long line = at + 8 * n * l, half = from + 8 * m * l;
            put(line, get(half), 0);
            for (int k = 1; k < m; k++) {
                float re = get(half + 8L * k), im = get(half + 8L * k + 4);
                put(line + 8L * k, re, im);
                put(line + 8L * (n - k), re, -im);
            }
        }
        Fourier.lines(true, at, 8L * n, at, 8L * n, count, n, scale);
        for (long i = 0; i < (long) n * count; i++) ALL.set(ValueLayout.JAVA_FLOAT, to + 4 * i, get(at + 8 * i));
        all.release();
    }

    private Ffts() {}
}
