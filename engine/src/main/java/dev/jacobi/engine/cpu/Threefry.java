package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.RandomEmitter;
import dev.jacobi.engine.cpu.codegen.RandomKernel;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.RandomForm;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Optional;

/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Block i is the encryption of the 64-bit
 * counter i, high word first; one word a block is the xor of both, as JAX draws them.
 */
final class Threefry {
    /** Blocks that are encrypted at once; the parts that a thread gets begin at multiples of it. */
    static final int LANES = Tile.SIZE;
    private static final double NANOS_EACH = 0.8;

    static Data run(Operand key, Shape sizes, RandomForm form, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * 4);
        long count = sizes.size(), keys = count == 0 ? 0 : key.shape().size() / 2;
        expect(form, keys * count);
        Cursor words = new Cursor(key);
        long[] k = new long[2];
        for (long j = 0; j < keys; j++) {
            words.longs(2 * j, 2, 0, k);
            int key0 = (int) k[0], key1 = (int) k[1];
            long first = j * count;
            Elementwise.chunks(count, NANOS_EACH, (from, to) -> {
                Optional<RandomKernel> kernel = kernel(form);
                int most = (int) Math.min(LANES, to - from);
                Plain plain = new Plain(key0, key1, form, most);
                try (Normals normals = new Normals(form == RandomForm.NORMAL ? most : 0)) {
                    for (long block = from; block < to; block += LANES) {
                        int n = (int) Math.min(LANES, to - block), whole = kernel.isPresent() ? n - n % RandomEmitter.TOGETHER : 0;
                        long address = out.address() + 4 * (first + block);
                        if (whole > 0) kernel.get().run(key0, key1, (int) (block >>> 32), (int) block, address, whole);
                        if (whole < n) plain.store(out.segment(), first + block + whole, block + whole, n - whole);
                        if (form == RandomForm.NORMAL) normals.of(address, n);
                    }
                }
            });
        }
        Reference.reachabilityFence(key);
        Reference.reachabilityFence(out);
        return Data.Strided.rowMajor(out, shape);
    }

    private static void expect(RandomForm form, long count) {
        switch (form) {
            case KEY -> {
            }
            case WORD -> RandomCode.WORDS.expect(count);
            case UNIT -> RandomCode.UNITS.expect(count);
            case NORMAL -> {
                RandomCode.UNITS.expect(count);
                RandomCode.NORMALS.expect(count);
            }
        }
    }

    private static Optional<RandomKernel> kernel(RandomForm form) {
        return switch (form) {
            case KEY -> Optional.empty();
            case WORD -> RandomCode.WORDS.kernel();
            case UNIT, NORMAL -> RandomCode.UNITS.kernel();
        };
    }

    /** One number after the other, which is fast enough until there is a kernel, and for what does not fill its vectors. */
    private static final class Plain {
        private final int key0, key1;
        private final RandomForm form;
        private final int[] words;
        private final float[] units;

        Plain(int key0, int key1, RandomForm form, int most) {
            this.key0 = key0;
            this.key1 = key1;
            this.form = form;
            words = new int[form == RandomForm.WORD ? most : 0];
            units = new float[form == RandomForm.UNIT || form == RandomForm.NORMAL ? most : 0];
        }

        void store(MemorySegment to, long at, long counter, int n) {
            switch (form) {
                case KEY -> {
                    for (int i = 0; i < n; i++) {
                        long block = encrypt(key0, key1, counter + i);
                        to.set(ValueLayout.JAVA_INT, 8 * (at + i), (int) (block >>> 32));
                        to.set(ValueLayout.JAVA_INT, 8 * (at + i) + 4, (int) block);
                    }
                }
                case WORD -> {
                    for (int i = 0; i < n; i++) words[i] = word(key0, key1, counter + i);
                    MemorySegment.copy(words, 0, to, ValueLayout.JAVA_INT, 4 * at, n);
                }
                case UNIT, NORMAL -> {
                    for (int i = 0; i < n; i++) units[i] = (word(key0, key1, counter + i) >>> 9) * 0x1p-23f;
                    MemorySegment.copy(units, 0, to, ValueLayout.JAVA_FLOAT, 4 * at, n);
                }
            }
        }
    }

    private static int word(int key0, int key1, long counter) {
        long block = encrypt(key0, key1, counter);
        return (int) (block >>> 32 ^ block);
    }

    /** The encryption of a counter. Of one: a loop over many would be compiled for where it is being run, and C2 gives up on that. */
    static long encrypt(int key0, int key1, long counter) {
        int k0 = key0, k1 = key1, k2 = RandomEmitter.PARITY ^ key0 ^ key1;
        int a = (int) (counter >>> 32) + k0, b = (int) counter + k1;
        for (int turn = 1; turn <= RandomEmitter.ROUNDS / RandomEmitter.ROUNDS_PER_KEY; turn++) {
            int first = (turn - 1) * RandomEmitter.ROUNDS_PER_KEY % RandomEmitter.ROTATIONS.length;
            for (int round = first; round < first + RandomEmitter.ROUNDS_PER_KEY; round++) {
                a += b;
                b = Integer.rotateLeft(b, RandomEmitter.ROTATIONS[round]) ^ a;
            }
            a += k1;
            b += k2 + turn;
            int last = k0;
            k0 = k1;
            k1 = k2;
            k2 = last;
        }
        return (long) a << 32 | b & 0xffffffffL;
    }

    private Threefry() {}
}
