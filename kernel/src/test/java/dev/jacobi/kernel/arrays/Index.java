package dev.jacobi.kernel.arrays;

import java.util.stream.IntStream;

/** What selects along an axis. */
public sealed interface Index {
    int[] of(int size);

    record At(int i) implements Index {
        @Override
        public int[] of(int size) {
            int k = i < 0 ? size + i : i;
            if (k < 0 || k >= size) {
                throw new IndexOutOfBoundsException("[index] " + i + " is out of bounds for size " + size);
            }
            return new int[]{k};
        }
    }

    record Slice(Integer start, Integer stop, Integer step) implements Index {
        @Override
        public int[] of(int size) {
            int by = step == null ? 1 : step;
            int from = start == null ? (by < 0 ? size - 1 : 0) : start < 0 ? size + start : start;
            int to = stop == null ? (by < 0 ? -1 : size) : stop < 0 ? size + stop : Math.min(stop, size);
            return by > 0 ? IntStream.iterate(from, i -> i < to, i -> i + by).toArray()
                    : IntStream.iterate(from, i -> i > to, i -> i + by).toArray();
        }
    }

    record Ellipsis() implements Index {
        @Override
        public int[] of(int size) {
            throw new IllegalStateException("expanded before");
        }
    }
}
