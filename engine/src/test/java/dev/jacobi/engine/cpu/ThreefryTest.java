package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.cpu.LoopCode.Tiers;
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

    /** Of any length: what does not fill a kernel's vectors is made one by one. */
    @Test
    void lengthAndKernelChangeNoNumber() {
        Tiers before = LoopCode.use(Tiers.INTERPRETED);
        try {
            Array key = mx.random.key(7), keys = mx.random.split(key, 3);
            float[] units = mx.random.uniform(key, 0, 1, 5000).toFloatArray();
            float[] ofKeys = mx.random.uniform(keys, 0, 1, 1100).toFloatArray();
            LoopCode.use(Tiers.GENERATED);
            for (int n : new int[]{1, RandomEmitter.TOGETHER - 1, RandomEmitter.TOGETHER, 1023, 1025, 2047, 5000}) {
                assertArrayEquals(Arrays.copyOf(units, n), mx.random.uniform(key, 0, 1, n).toFloatArray());
            }
            assertArrayEquals(ofKeys, mx.random.uniform(keys, 0, 1, 1100).toFloatArray());
        } finally {
            LoopCode.use(before);
        }
    }
}
