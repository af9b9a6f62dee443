package dev.jacobi.engine.memory;

/**
 * Block sizes: multiples of 64 bytes up to 512, then four steps between powers of two (512, 640, 768, 896, 1024, 1280,
 * ...), so that above 512 bytes less than a fifth of a block is unused.
 */
final class SizeClass {

    static final int ALIGNMENT = 64;

    /** Blocks of this size and more are regions of their own and whole pages; smaller ones are carved from slabs. */
    private static final long HUGE_PAGE = 2L << 20;

    private static final long TINY_SLAB = 256L << 10;
    private static final long SLAB = 1L << 20;
    /** With pages of 4 KiB instead of huge ones a loop of gradients takes 3.7 instead of 2.1 ms. */
    private static final long LARGE_SLAB = 2 * HUGE_PAGE;
    private static final long LARGEST_IN_SLAB = 64L << 10;
    private static final int MOST_BLOCKS_IN_SLAB = 1024;
    static final long LARGEST_IN_TINY_SLAB = 4L << 10;
    private static final int LINEAR_CLASSES = 8;

    /** The largest page size of the machines that Jacobi runs on (Apple silicon); a multiple of all the others. */
    private static final long PAGE = 16L << 10;

    /** No machine has more: 64 TiB. */
    static final long LARGEST = 1L << 46;

    static final int COUNT = of(LARGEST) + 1;

    /** How many classes are carved from slabs. */
    static final int COUNT_CARVED = of(HUGE_PAGE);

    private SizeClass() {
    }

    /** The class of the smallest blocks that hold this many bytes, which are at most {@link #LARGEST}. */
    static int of(long bytes) {
        long last = bytes <= 0 ? 0 : (bytes - 1) / ALIGNMENT;
        if (last < LINEAR_CLASSES) {
            return (int) last;
        }
        // Three leading bits of `last` name the step; bit 2 of them is always set.
        int shift = 61 - Long.numberOfLeadingZeros(last);
        return shift * 4 + (int) (last >>> shift);
    }

    /** The size of the blocks of a class. */
    static long bytes(int sizeClass) {
        if (sizeClass < LINEAR_CLASSES) {
            return (sizeClass + 1L) * ALIGNMENT;
        }
        int shift = sizeClass / 4 - 1;
        return (sizeClass % 4 + 5L << shift) * ALIGNMENT;
    }

    /**
     * How many blocks of a class are mapped together, where so many have been mapped before: from {@link #LARGEST_IN_TINY_SLAB} on as many again, up to
     * whole huge pages, so that a few arrays don't take those.
     */
    static int blocksPerRegion(int sizeClass, long before) {
        long size = bytes(sizeClass);
        if (size <= LARGEST_IN_TINY_SLAB) {
            return (int) Math.min(MOST_BLOCKS_IN_SLAB, TINY_SLAB / size);
        }
        long least = size <= LARGEST_IN_SLAB ? SLAB / size : 1;
        return (int) Math.clamp(before, least, size < HUGE_PAGE ? LARGE_SLAB / size : 1);
    }

    /** The bytes mapped for so many blocks of a class: whole pages. */
    static long regionBytes(int sizeClass, int blocks) {
        long used = blocks * bytes(sizeClass);
        return (used + PAGE - 1) / PAGE * PAGE;
    }
}
