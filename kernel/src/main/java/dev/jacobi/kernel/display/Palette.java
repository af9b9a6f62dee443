package dev.jacobi.kernel.display;

import dev.jacobi.engine.type.DType;

/**
 * Which colour a value has. Colours are indices into {@link #colours}, of which the first few have fixed meanings.
 *
 * @param colours as 0xAARRGGBB
 * @param range the values that the ramp stands for
 * @param kind how values become colours
 */
record Palette(int[] colours, ValueRange range, Kind kind) {
    static final byte CLEAR = 0, BLACK = 1, WHITE = 2, GREY = 3;
    private static final int FIXED = 4, RAMP = 64;
    private static final int[] SEQUENTIAL = {0x440154, 0x46327e, 0x365c8d, 0x277f8e, 0x1fa187, 0x4ac16d, 0xa0da39, 0xfde725};
    private static final int[] DIVERGING = {0x1b4f9c, 0x3f7fd0, 0x8fb4e0, 0xd5d8dc, 0xe8a487, 0xd65f4d, 0xa31f34};
    private static final int[] CATEGORIES = {0x9aa5b1, 0x3f7fd0, 0xe8862e, 0x43a35b, 0xd64550, 0x8d68c0, 0x9c6b4f, 0xe27bb8, 0xc4b72f,
            0x2fb5c4};
    private static final int[] BOOLS = {0xc3ccd4, 0x2f6fb3};

    enum Kind {
        RAMP, CATEGORIES, BOOLS
    }

    /** The palette for elements of {@code dtype} with these statistics. */
    static Palette of(DType dtype, Statistics s) {
        if (dtype == DType.BOOL) return new Palette(withFixed(BOOLS), new ValueRange(0, 1, false), Kind.BOOLS);
        if (dtype.isInteger() && s.finite() > 0 && s.max() - s.min() < CATEGORIES.length) {
            return new Palette(withFixed(CATEGORIES), new ValueRange(s.min(), s.max(), false), Kind.CATEGORIES);
        }
        return ramp(ValueRange.of(s));
    }

    /** The palette for the elements farthest from 0: nothing is clipped, for the one that is far from all others is looked for. */
    static Palette ofSpikes(Statistics s) {
        return ramp(ValueRange.whole(s));
    }

    /** The palette for means of such elements. */
    static Palette ofMeans(Statistics s) { return ramp(ValueRange.of(s)); }

    private static Palette ramp(ValueRange range) {
        return new Palette(withFixed(ramp(range.diverging() ? DIVERGING : SEQUENTIAL, RAMP)), range, Kind.RAMP);
    }

    private static int[] withFixed(int[] rgb) {
        int[] all = new int[FIXED + rgb.length];
        all[BLACK] = 0xff000000;
        all[WHITE] = 0xffffffff;
        all[GREY] = 0xff000000 | Ink.GREY;
        for (int i = 0; i < rgb.length; i++) all[FIXED + i] = 0xff000000 | rgb[i];
        return all;
    }

    private static int[] ramp(int[] anchors, int n) {
        int[] ramp = new int[n];
        for (int i = 0; i < n; i++) {
            double at = i * (anchors.length - 1.0) / (n - 1);
            int k = Math.min((int) at, anchors.length - 2);
            for (int shift = 0; shift <= 16; shift += 8) {
                int a = anchors[k] >> shift & 0xff, b = anchors[k + 1] >> shift & 0xff;
                ramp[i] |= (int) Math.round(a + (at - k) * (b - a)) << shift;
            }
        }
        return ramp;
    }

    /** The colour of a finite value. */
    byte colour(double x) {
        int n = colours.length - FIXED;
        return (byte) (FIXED + switch (kind) {
            case RAMP -> (int) Math.min(range.fraction(x) * n, n - 1);
            case CATEGORIES -> (int) Math.clamp(x - range.low(), 0, n - 1);
            case BOOLS -> x != 0 ? 1 : 0;
        });
    }

    /** Black or white, whichever is seen on {@code colour}. */
    byte inkOn(byte colour) {
        int c = colours[colour];
        return 0.3 * (c >> 16 & 0xff) + 0.59 * (c >> 8 & 0xff) + 0.11 * (c & 0xff) > 120 ? BLACK : WHITE;
    }

    /** The colours of the ramp from low to high. */
    int[] ramp() { return java.util.Arrays.copyOfRange(colours, FIXED, colours.length); }
}
