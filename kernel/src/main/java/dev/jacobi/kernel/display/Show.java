package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import dev.jacobi.kernel.protocol.MimeBundle;

/** Other ways to look at arrays than the one they have of themselves: as the value of a cell, or for {@code display}. */
public final class Show {
    private static final long MOST_PIXELS = 1L << 24;
    private static final int SEEN_FROM = 128;

    /** {@code x} as it shows itself, to be given names: {@code Show.of(x).axes("batch", "feature")}. */
    public static ArrayView of(Array x) {
        return ArrayView.of(x);
    }

    /** Where two arrays of one shape differ, and by how much. */
    public static ArrayDifference diff(Array a, Array b) {
        if (!a.shape().equals(b.shape())) {
            throw new ShapeException("diff",
                    "shapes " + a.shape() + " and " + b.shape() + " differ: arrays are compared element by element");
        }
        return new ArrayDifference(a, b);
    }

    /**
     * {@code x} as a picture: of shape (height, width) for greys, (height, width, 3) for red, green, blue, (height, width, 4) with opacity. Elements are
     * uint8, or floats from 0 to 1, or bools. A small picture is enlarged by whole pixels.
     *
     * @throws ShapeException if the shape is none of these
     * @throws DTypeException for other integers
     */
    public static MimeBundle image(Array x) {
        int channels = x.ndim() == 2 ? 1 : x.ndim() == 3 ? x.dim(2) : 0;
        if (channels != 1 && channels != 3 && channels != 4 || x.size() == 0) {
            throw new ShapeException("image", "an array of shape " + x.shape()
                    + " is no picture: (height, width), or (height, width, channels) with 1, 3 or 4 channels is needed, not empty");
        }
        if (x.dtype().isInteger() && x.dtype() != DType.UINT8)
            throw new DTypeException("image", x.dtype() + " elements are no brightness: give uint8, or floats from 0 to 1");
        int height = x.dim(0), width = x.dim(1);
        if ((long) height * width > MOST_PIXELS) {
            throw new ShapeException("image", Numbers.count((long) height * width) + " pixels are more than a page shows well (at most "
                    + Numbers.count(MOST_PIXELS) + "): take every other with x.get(\"::2, ::2\")");
        }
        byte[] pixels = enlarged(bytes(x), height, width, channels);
        int scale = scale(height, width);
        byte[] png = Png.ofBytes(width * scale, height * scale, channels, pixels);
        Shape shape = x.shape();
        return MimeBundle.text("image " + x.dtype() + " " + Numbers.shape(shape)).with("image/png",
                java.util.Base64.getEncoder().encodeToString(png));
    }

    private static byte[] bytes(Array x) {
        double factor = x.dtype() == DType.UINT8 ? 1 : 255;
        byte[] bytes = new byte[(int) x.size()];
        int[] at = {0};
        Elements.forEachBlock(x, block -> {
            for (double v : block) bytes[at[0]++] = (byte) Math.round(Math.clamp(v != v ? 0 : v * factor, 0, 255));
        });
        return bytes;
    }

    private static int scale(int height, int width) { return Math.max(1, SEEN_FROM / Math.max(height, width)); }

    private static byte[] enlarged(byte[] pixels, int height, int width, int channels) {
        int scale = scale(height, width);
        if (scale == 1) return pixels;
        byte[] large = new byte[pixels.length * scale * scale];
        int at = 0;
        for (int y = 0; y < height * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                for (int c = 0; c < channels; c++) large[at++] = pixels[(y / scale * width + x / scale) * channels + c];
            }
        }
        return large;
    }

    private Show() {}
}
