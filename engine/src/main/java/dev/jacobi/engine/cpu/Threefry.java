package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.ValueLayout;

/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Block i is the encryption of the 64-bit
 * counter i, high word first; one word a block is the xor of both, as JAX draws them.
 */
final class Threefry {
    private static final int PARITY = 0x1BD11BDA;
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    static Data bits(Operand key, Shape sizes, boolean pairs, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * 4);
        long count = sizes.size(), keys = count == 0 ? 0 : key.shape().size() / 2;
        Cursor words = new Cursor(key);
        long[] k = new long[2];
        long at = 0;
        for (long j = 0; j < keys; j++) {
            words.longs(2 * j, 2, 0, k);
            for (long i = 0; i < count; i++) {
                long block = encrypt((int) k[0], (int) k[1], (int) (i >>> 32), (int) i);
                int high = (int) (block >>> 32), low = (int) block;
                if (pairs) {
                    out.segment().set(ValueLayout.JAVA_INT, 4 * at++, high);
                    out.segment().set(ValueLayout.JAVA_INT, 4 * at++, low);
                } else {
                    out.segment().set(ValueLayout.JAVA_INT, 4 * at++, high ^ low);
                }
            }
        }
        return Data.Strided.rowMajor(out, shape);
    }

    /** The two words of the block, the first one high. */
    static long encrypt(int key0, int key1, int counter0, int counter1) {
        int[] key = {key0, key1, PARITY ^ key0 ^ key1};
        int x = counter0 + key0, y = counter1 + key1;
        for (int round = 0; round < 20; round++) {
            x += y;
            y = Integer.rotateLeft(y, ROTATIONS[round % 8]) ^ x;
            if (round % 4 == 3) {
                int s = round / 4 + 1;
                x += key[s % 3];
                y += key[(s + 1) % 3] + s;
            }
        }
        return (long) x << 32 | y & 0xffffffffL;
    }

    private Threefry() {}
}
