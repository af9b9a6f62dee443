package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.gemm.Lines;
import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.memory.OffHeap;
import java.util.Arrays;

/**
 * What a kernel sees of an input whose channels are neighbours, as a matrix whose rows overlap: along the last spatial axis, what the kernel covers at one place
 * is, for each of its own lines, a run of memory, and the next place's begins {@code stride} places further on. So nothing is copied but lines of the input that
 * need zeros before, behind or between their elements, and these once, where {@link Patches} copies each element as often as the kernel sees it.
 */
final class PaddedLines implements Lines {
    /** Places of a line, at most: so that a long one is shared out, and the copies stay near. */
    private static final int MOST_PLACES = 96;
    private static final long MOST_BYTES = 4L << 20, ALIGNMENT = 64;

    private final Window window;
    private final int bytes, last, examples, channels;
    private final int[] places, kernel, inputSizes;
    private final long[] inputStrides;
    private final long base, exampleStride;

    private final int together, piece, pieces, linesOfPiece, kernelLines;
    /** Whether lines are read where they are. */
    private final boolean inPlace;
    /** Whether all that a line of the kernel covers is one segment. */
    private final boolean merged;
    private final long pixelBytes, lineBytes;

    /**
     * @param base address of the input's first element
     * @param channels neighbours in memory, unless there is only one
     * @param places of the result, {@code kernel} those of the kernel and {@code inputSizes} those of the input along the spatial axes
     * @param inputStrides bytes from one element to the next along the spatial axes
     * @param placesTogether of lines that are found and used at the same time, if none is cut in pieces
     */
    PaddedLines(Window window, int bytes, long base, int examples, long exampleStride, int channels, int[] places, int[] kernel,
            int[] inputSizes, long[] inputStrides, int placesTogether) {
        this.window = window;
        this.bytes = bytes;
        this.base = base;
        this.examples = examples;
        this.exampleStride = exampleStride;
        this.channels = channels;
        this.places = places;
        this.kernel = kernel;
        this.inputSizes = inputSizes;
        this.inputStrides = inputStrides;
        last = places.length - 1;
        pieces = Math.ceilDiv(places[last], MOST_PLACES);
        piece = Math.ceilDiv(places[last], pieces);
        together = pieces == 1 ? Math.max(1, placesTogether / piece) : 1;
        linesOfPiece = product(places);
        kernelLines = product(kernel);
        long dense = (long) channels * bytes, pitch = inputStrides[last];
        int first = -window.low().at(last), needed = span(places[last]);
        inPlace = window.inputDilation().at(last) == 1 && first >= 0 && first + needed <= inputSizes[last]
                && (pitch == dense || kernel[last] == 1 && pitch >= 0);
        pixelBytes = inPlace ? pitch : dense;
        merged = window.kernelDilation().at(last) == 1 && pixelBytes == dense && (long) kernel[last] * channels <= DEEPEST;
        lineBytes = span(piece) * pixelBytes + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** All spatial axes but the last. */
    private int product(int[] sizes) {
        int p = 1;
        for (int k = 0; k < last; k++) p *= sizes[k];
        return p;
    }

    /** Whether a product can take these lines: no segment is too deep, and no thread's copies take too much memory. */
    boolean fit() {
        return segmentDepth() <= DEEPEST && rowStride() <= Integer.MAX_VALUE / 8 && readerBytes() <= MOST_BYTES;
    }

    /** How much of a padded line so many places see. */
    private int span(int count) {
        return (count - 1) * window.stride().at(last) + Window.spread(kernel[last], window.kernelDilation().at(last));
    }

    @Override
    public int count() { return examples * pieces * linesOfPiece; }

    private int firstPlace(int line) { return line / linesOfPiece % pieces * piece; }

    @Override
    public int rows(int line) { return Math.min(piece, places[last] - firstPlace(line)); }

    @Override
    public int firstRow(int line) {
        return (line / (linesOfPiece * pieces) * linesOfPiece + line % linesOfPiece) * places[last] + firstPlace(line);
    }

    @Override
    public long rowStride() { return window.stride().at(last) * pixelBytes; }

    @Override
    public int segments() { return merged ? kernelLines : kernelLines * kernel[last]; }

    @Override
    public int segmentDepth() { return merged ? kernel[last] * channels : channels; }

    @Override
    public int together() { return together; }

    @Override
    public long readerBytes() { return (inPlace ? 1 : 1L + kernelLines * together) * lineBytes; }

    @Override
    public Reader reader(long address) { return new Copies(address); }

    /** The lines that were copied last, as many as the kernel has, for each of those that are used together. */
    private final class Copies implements Reader {
        private static final long NONE = -1;
        private final long zeros;
        private final long[] copied = new long[kernelLines * together], used = new long[kernelLines * together];
        private final int[] start = new int[last];
        private long time;

        private Copies(long address) {
            zeros = address;
            Patches.zero(zeros, lineBytes);
            Arrays.fill(copied, NONE);
        }

        @Override
        public void find(int line, int from, int to, long table) {
            time++;
            int first = firstPlace(line) * window.stride().at(last) - window.low().at(last), rest = line % linesOfPiece;
            for (int k = last - 1; k >= 0; k--) {
                start[k] = rest % places[k] * window.stride().at(k) - window.low().at(k);
                rest /= places[k];
            }
            int along = merged ? 1 : kernel[last];
            long example = line / (linesOfPiece * pieces), step = window.kernelDilation().at(last) * pixelBytes;
            for (int s = from; s < to;) {
                long at = lineAt(s / along, example, line / linesOfPiece % pieces, first, span(rows(line)));
                for (int k = s % along; k < along && s < to; k++, s++)
                    OffHeap.putLong(table + (long) (s - from) * Long.BYTES, at + k * step);
            }
        }

        /** Where what line {@code k} of the kernel sees begins, at {@code first} of the spread input. */
        private long lineAt(int k, long example, int part, int first, int needed) {
            long id = example, source = base + example * exampleStride;
            for (int axis = last - 1, rest = k; axis >= 0; axis--) {
                int at = start[axis] + rest % kernel[axis] * window.kernelDilation().at(axis), dilation = window.inputDilation().at(axis);
                rest /= kernel[axis];
                if (at < 0 || at % dilation != 0 || at / dilation >= inputSizes[axis]) return zeros;
                source += at / dilation * inputStrides[axis];
                id = id * inputSizes[axis] + at / dilation;
            }
            if (inPlace) return source + first * pixelBytes;
            return zeros + (1 + copyOf(id * pieces + part, source, first, needed)) * lineBytes;
        }

        /** The place of a line's copy, made over the one that was not used for longest. */
        private int copyOf(long id, long source, int first, int needed) {
            int oldest = 0;
            for (int i = 0; i < copied.length; i++) {
                if (copied[i] == id) {
                    used[i] = time;
                    return i;
                }
                if (used[i] < used[oldest]) oldest = i;
            }
            copied[oldest] = id;
            used[oldest] = time;
            copy(source, first, needed, zeros + (1L + oldest) * lineBytes);
            return oldest;
        }
    }

    /** Writes {@code needed} places of a spread line, which may lie outside of it, from {@code first} on. */
    private void copy(long source, int first, int needed, long to) {
        int size = inputSizes[last], dilation = window.inputDilation().at(last);
        long pitch = inputStrides[last];
        if (dilation == 1 && (pitch == pixelBytes || channels == 1)) {
            int a = Math.clamp(-first, 0, needed), b = Math.clamp(size - first, a, needed);
            Patches.zero(to, a * pixelBytes);
            Patches.copy(bytes, source + (first + a) * pitch, channels == 1 ? pitch : bytes, to + a * pixelBytes, (b - a) * channels);
            Patches.zero(to + b * pixelBytes, (needed - b) * pixelBytes);
            return;
        }
        for (int p = 0; p < needed; p++) {
            int at = first + p;
            if (at < 0 || at % dilation != 0 || at / dilation >= size) Patches.zero(to + p * pixelBytes, pixelBytes);
            else
                Patches.copy(bytes, source + at / dilation * pitch, bytes, to + p * pixelBytes, channels);
        }
    }
}
