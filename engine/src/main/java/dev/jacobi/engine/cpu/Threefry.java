package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Block i is the encryption of the 64-bit
 * counter i, high word first; one word a block is the xor of both, as JAX draws them.
 */
final class Threefry {
    private static final int PARITY = 0x1BD11BDA;
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    /** Blocks that are encrypted side by side. */
    static final int LANES = 512;
    private static final double NANOS_EACH = 2;

    static Data bits(Operand key, Shape sizes, boolean pairs, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * 4);
        long count = sizes.size(), keys = count == 0 ? 0 : key.shape().size() / 2;
        Cursor words = new Cursor(key);
        long[] k = new long[2];
        for (long j = 0; j < keys; j++) {
            words.longs(2 * j, 2, 0, k);
            int key0 = (int) k[0], key1 = (int) k[1];
            long first = j * count;
            Elementwise.chunks(count, NANOS_EACH, (from, to) -> {
                int[] x = new int[LANES], y = new int[LANES];
                for (long block = from; block < to; block += LANES) {
                    int n = (int) Math.min(LANES, to - block);
                    encrypt(key0, key1, block, x, y);
                    store(out.segment(), first + block, x, y, n, pairs);
                }
            });
        }
        Reference.reachabilityFence(key);
        return Data.Strided.rowMajor(out, shape);
    }

    private static void store(MemorySegment to, long at, int[] high, int[] low, int n, boolean pairs) {
        if (pairs) {
            for (int i = 0; i < n; i++) {
                to.set(ValueLayout.JAVA_INT, 8 * (at + i), high[i]);
                to.set(ValueLayout.JAVA_INT, 8 * (at + i) + 4, low[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) high[i] ^= low[i];
        MemorySegment.copy(high, 0, to, ValueLayout.JAVA_INT, 4 * at, n);
    }

    /** The encryption of the counters from {@code first} on, in loops that the compiler turns into vector code. */
    static void encrypt(int key0, int key1, long first, int[] x, int[] y) {
        int[] key = {key0, key1, PARITY ^ key0 ^ key1};
        for (int i = 0; i < LANES; i++) {
            long counter = first + i;
            x[i] = (int) (counter >>> 32) + key0;
            y[i] = (int) counter + key1;
        }
        for (int group = 0; group < 5; group++) {
            for (int r = 0; r < 4; r++) round(x, y, ROTATIONS[(4 * group + r) % 8]);
            int s = group + 1;
            add(x, key[s % 3]);
            add(y, key[(s + 1) % 3] + s);
        }
    }

    private static void round(int[] x, int[] y, int bits) {
        int left = 32 - bits;
        for (int i = 0; i < LANES; i++) {
            int sum = x[i] + y[i];
            x[i] = sum;
            y[i] = (y[i] << bits | y[i] >>> left) ^ sum;
        }
    }

    private static void add(int[] x, int value) {
        for (int i = 0; i < LANES; i++) x[i] += value;
    }

    private Threefry() {}
}
