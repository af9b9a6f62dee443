package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;

/**
 * Radix sort from the lowest digit (of 11 bits) up, on all threads: the line is cut into parts, whose digits are counted; then each part knows where its
 * elements go. Stable. A digit in which all elements agree costs nothing but the counting.
 */
final class RadixSort {
    private static final int BITS = 11, DIGITS = 1 << BITS, MASK = DIGITS - 1;
    /** Elements a part at least: as many as make its table of counts small. */
    private static final int SMALLEST_PART = 1 << 14;

    /** Sorts the first {@code n} keys, signed; the result is in one of the two arrays, which is returned. */
    static int[] sort(int[] keys, int[] spare, int n) {
        int parts = parts(n);
        int[] from = keys, to = spare;
        for (int shift = 0; shift < 32; shift += BITS) {
            int s = shift, flip = Integer.MIN_VALUE;
            int[] source = from, target = to;
            int[][] counts = new int[parts][];
            Workers.shared().parallelFor(parts, p -> {
                int[] c = new int[DIGITS];
                for (int i = start(n, p, parts); i < start(n, p + 1, parts); i++) c[(source[i] ^ flip) >>> s & MASK]++;
                counts[p] = c;
            });
            if (!places(counts, n)) continue;
            Workers.shared().parallelFor(parts, p -> {
                int[] c = counts[p];
                for (int i = start(n, p, parts); i < start(n, p + 1, parts); i++) {
                    int key = source[i];
                    target[c[(key ^ flip) >>> s & MASK]++] = key;
                }
            });
            from = target;
            to = source;
        }
        return from;
    }

    /** As {@link #sort(int[], int[], int)}, by the bits from {@code lowest} on. */
    static long[] sort(long[] keys, long[] spare, int n, int lowest) {
        int parts = parts(n);
        long[] from = keys, to = spare;
        for (int shift = lowest; shift < 64; shift += BITS) {
            int s = shift;
            long flip = Long.MIN_VALUE;
            long[] source = from, target = to;
            int[][] counts = new int[parts][];
            Workers.shared().parallelFor(parts, p -> {
                int[] c = new int[DIGITS];
                for (int i = start(n, p, parts); i < start(n, p + 1, parts); i++) c[(int) ((source[i] ^ flip) >>> s) & MASK]++;
                counts[p] = c;
            });
            if (!places(counts, n)) continue;
            Workers.shared().parallelFor(parts, p -> {
                int[] c = counts[p];
                for (int i = start(n, p, parts); i < start(n, p + 1, parts); i++) {
                    long key = source[i];
                    target[c[(int) ((key ^ flip) >>> s) & MASK]++] = key;
                }
            });
            from = target;
            to = source;
        }
        return from;
    }

    private static int parts(int n) { return Math.max(1, Math.min(Workers.shared().threads(), n / SMALLEST_PART)); }

    private static int start(int n, int p, int parts) { return (int) ((long) n * p / parts); }

    /** Turns counts into first places: of a digit, those of all parts one after the other. False if all elements have one digit. */
    private static boolean places(int[][] counts, int n) {
        int at = 0;
        for (int d = 0; d < DIGITS; d++) {
            int before = at;
            for (int[] c : counts) {
                int count = c[d];
                c[d] = at;
                at += count;
            }
            if (at - before == n) return false;
        }
        return true;
    }

    private RadixSort() {}
}
