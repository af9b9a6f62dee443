package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.cpu.LoopCode.Tiers;
import dev.jacobi.engine.cpu.codegen.NormalEmitter;
import dev.jacobi.engine.cpu.codegen.NormalKernel;
import dev.jacobi.engine.cpu.codegen.RandomEmitter;
import dev.jacobi.engine.mx;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the known answers of Random123 (kat_vectors) for threefry2x32 with 20 rounds. */
class ThreefryTest {
    @Test
    void knownAnswers() {
        assertEquals(0x6b200159_99ba4efeL, Threefry.encrypt(0, 0, 0));
        assertEquals(0x1cb996fc_bb002be7L, Threefry.encrypt(-1, -1, -1));
        assertEquals(0xc4923a9c_483df7a0L, Threefry.encrypt(0x13198a2e, 0x03707344, 0x243f6a88_85a308d3L));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, 0x243f6a88_85a308d3L, -1024})
    void kernelsGiveTheSameNumbers(long counter) {
        int key0 = 0x13198a2e, key1 = 0x83707344, n = 3 * RandomEmitter.TOGETHER;
        int[] words = new int[n];
        float[] units = new float[n];
        for (int i = 0; i < n; i++) {
            long block = Threefry.encrypt(key0, key1, counter + i);
            words[i] = (int) (block >>> 32) ^ (int) block;
            units[i] = (words[i] >>> 9) / 8388608f;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(4L * n, 64);
            RandomEmitter.emit(false).run(key0, key1, (int) (counter >>> 32), (int) counter, memory.address(), n);
            assertArrayEquals(words, memory.toArray(ValueLayout.JAVA_INT));
            RandomEmitter.emit(true).run(key0, key1, (int) (counter >>> 32), (int) counter, memory.address(), n);
            assertArrayEquals(units, memory.toArray(ValueLayout.JAVA_FLOAT));
        }
    }

    /** Of numbers from 0 to 1 near the ends, in the middle and everywhere else, some vectors with one of the tails and some without. */
    @Test
    void normalNumbersAreThoseOfTheInverseErrorFunction() {
        int n = 64 * NormalEmitter.LANES;
        float[] units = mx.random.uniform(mx.random.key(3), 0, 1, n).toFloatArray();
        for (int i = 0; i < 4; i++) {
            units[i] = i * 0x1p-23f;
            units[(i + 9) * NormalEmitter.LANES] = 1 - (i + 1) * 0x1p-23f;
            units[(i + 20) * NormalEmitter.LANES + i] = 0.5f + (i - 2) * 0x1p-23f;
        }
        Array uniform = mx.array(units).multiply(2f).add(Math.nextUp(-1f));
        float[] expected = uniform.erfinv().multiply(Math.sqrt(2)).toFloatArray();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(4L * n, 64), to = arena.allocate(4L * n, 64), scratch = arena.allocate(4L * n, 64);
            MemorySegment.copy(units, 0, from, ValueLayout.JAVA_FLOAT, 0, n);
            NormalKernel kernel = NormalEmitter.emit();
            kernel.run(from.address(), to.address(), scratch.address(), n);
            assertArrayEquals(expected, to.toArray(ValueLayout.JAVA_FLOAT));
            kernel.run(from.address(), from.address(), scratch.address(), n);
            assertArrayEquals(expected, from.toArray(ValueLayout.JAVA_FLOAT));
        }
        Array key = mx.random.key(11);
        float[] composed = mx.random.uniform(key, Math.nextUp(-1f), 1, 3000).erfinv().multiply(Math.sqrt(2)).toFloatArray();
        assertArrayEquals(composed, mx.random.normal(key, 3000).toFloatArray());
    }

    /** Of any length: what does not fill a kernel's vectors is made one by one. */
    @Test
    void lengthAndKernelChangeNoNumber() {
        Tiers before = LoopCode.use(Tiers.INTERPRETED);
        try {
            Array key = mx.random.key(7), keys = mx.random.split(key, 3);
            float[] units = mx.random.uniform(key, 0, 1, 5000).toFloatArray();
            float[] ofKeys = mx.random.uniform(keys, 0, 1, 1100).toFloatArray(), normals = mx.random.normal(key, 5000).toFloatArray();
            float[] normalOfKeys = mx.random.normal(keys, 1100).toFloatArray();
            LoopCode.use(Tiers.GENERATED);
            for (int n : new int[]{1, RandomEmitter.TOGETHER - 1, RandomEmitter.TOGETHER, 1023, 1025, 2047, 5000}) {
                assertArrayEquals(Arrays.copyOf(units, n), mx.random.uniform(key, 0, 1, n).toFloatArray());
                assertArrayEquals(Arrays.copyOf(normals, n), mx.random.normal(key, n).toFloatArray());
            }
            assertArrayEquals(ofKeys, mx.random.uniform(keys, 0, 1, 1100).toFloatArray());
            assertArrayEquals(normalOfKeys, mx.random.normal(keys, 1100).toFloatArray());
        } finally {
            LoopCode.use(before);
        }
    }
}
