package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.RandomForm;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Block i is the encryption of the 64-bit
 * counter i, high word first; one word a block is the xor of both, as JAX draws them.
 */
final class Threefry {
    private static final int PARITY = 0x1BD11BDA;
    private static final VectorSpecies<Integer> INTS = VectorWidth.INTS;

    /** Blocks that are encrypted side by side. */
    static final int LANES = 512;
    private static final double NANOS_EACH = 0.8;

    static Data run(Operand key, Shape sizes, RandomForm form, Shape shape) {
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
                float[] units = new float[form == RandomForm.UNIT ? LANES : 0];
                for (long block = from; block < to; block += LANES) {
                    int n = (int) Math.min(LANES, to - block);
                    encrypt(key0, key1, block, x, y);
                    store(out.segment(), first + block, x, y, n, form, units);
                }
            });
        }
        Reference.reachabilityFence(key);
        return Data.Strided.rowMajor(out, shape);
    }

    private static void store(MemorySegment to, long at, int[] high, int[] low, int n, RandomForm form, float[] units) {
        switch (form) {
            case KEY -> {
                for (int i = 0; i < n; i++) {
                    to.set(ValueLayout.JAVA_INT, 8 * (at + i), high[i]);
                    to.set(ValueLayout.JAVA_INT, 8 * (at + i) + 4, low[i]);
                }
            }
            case WORD -> {
                for (int i = 0; i < LANES; i++) high[i] ^= low[i];
                MemorySegment.copy(high, 0, to, ValueLayout.JAVA_INT, 4 * at, n);
            }
            case UNIT -> {
                for (int i = 0; i < LANES; i++) units[i] = ((high[i] ^ low[i]) >>> 9) * 0x1p-23f;
                MemorySegment.copy(units, 0, to, ValueLayout.JAVA_FLOAT, 4 * at, n);
            }
        }
    }

    /** The encryption of the counters from {@code first} on, twenty rounds written out so that the words stay in registers. */
    static void encrypt(int key0, int key1, long first, int[] x, int[] y) {
        for (int i = 0; i < LANES; i++) {
            long counter = first + i;
            x[i] = (int) (counter >>> 32) + key0;
            y[i] = (int) counter + key1;
        }
        int k0 = key0, k1 = key1, k2 = PARITY ^ key0 ^ key1;
        for (int i = 0; i < LANES; i += INTS.length()) {
            IntVector a = IntVector.fromArray(INTS, x, i), b = IntVector.fromArray(INTS, y, i);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, a);
            a = a.add(k1);
            b = b.add(k2 + 1);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, a);
            a = a.add(k2);
            b = b.add(k0 + 2);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, a);
            a = a.add(k0);
            b = b.add(k1 + 3);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, a);
            a = a.add(k1);
            b = b.add(k2 + 4);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, a);
            a = a.add(b);
            b = b.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, a);
            a = a.add(k2);
            b = b.add(k0 + 5);
            a.intoArray(x, i);
            b.intoArray(y, i);
        }
    }

    private Threefry() {}
}
