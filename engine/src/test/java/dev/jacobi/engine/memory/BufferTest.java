package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferTest {

    private final Memory memory = new Memory(1L << 30);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 63, 64, 65, 256, 4096, 4097, 65536, 65537, 1_000_003, 4L << 20, (33L << 20) + 5})
    void hasExactlyTheBytesAskedForAndIsAligned(long bytes) {
        Buffer buffer = memory.allocate(bytes);
        assertEquals(bytes, buffer.byteSize());
        assertEquals(bytes, buffer.segment().byteSize());
        assertEquals(buffer.address(), buffer.segment().address());
        assertEquals(0, buffer.address() % 64);
        assertNotEquals(0, buffer.address());
        assertTrue(buffer.blockSize() >= bytes);
        buffer.segment().fill((byte) 7);
        if (bytes > 0) {
            assertEquals(7, buffer.segment().get(ValueLayout.JAVA_BYTE, bytes - 1));
        }
        MemorySegment segment = buffer.segment();
        assertThrows(IndexOutOfBoundsException.class, () -> segment.get(ValueLayout.JAVA_BYTE, bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 64, 4096, 4L << 20})
    void aReleasedBlockIsReused(long bytes) {
        Buffer first = memory.allocate(bytes);
        long address = first.address();
        first.release();
        assertEquals(address, memory.allocate(bytes).address());
    }

    @Test
    void releaseIsIdempotentAndUseAfterItFails() {
        Buffer buffer = memory.allocate(1000);
        buffer.release();
        long active = memory.activeMemory();
        buffer.release();
        assertEquals(active, memory.activeMemory());
        assertTrue(buffer.isReleased());
        String message = assertThrows(IllegalStateException.class, buffer::segment).getMessage();
        assertTrue(message.contains("after release") && message.contains("1000 bytes"), message);
        assertThrows(IllegalStateException.class, buffer::address);
        // Had the second release pushed the block again, two owners would get it now.
        assertNotEquals(memory.allocate(1000).address(), memory.allocate(1000).address());
    }

    @Test
    void aReleaseAfterTheBlockWentToAnotherOwnerLeavesThatOneAlone() {
        Buffer old = memory.allocate(100);
        old.release();
        Buffer current = memory.allocate(100);
        old.release();
        assertFalse(current.isReleased());
        assertNotEquals(current.address(), memory.allocate(100).address());
    }

    @Test
    void aNegativeSizeIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> memory.allocate(-1));
    }

    @Test
    void livingBuffersNeverOverlap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Buffer> live = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (live.size() > 300 || random.nextInt(3) == 0 && !live.isEmpty()) {
                Buffer buffer = live.remove(random.nextInt(live.size()));
                checkStamp(buffer, seed);
                buffer.release();
            } else {
                Buffer buffer = memory.allocate(16 + (long) Math.exp(random.nextDouble() * 13));
                stamp(buffer);
                live.add(buffer);
            }
            if (i % 1000 == 999) {
                memory.clearCache();
            }
        }
        live.forEach(b -> checkStamp(b, seed));
    }

    private static void stamp(Buffer buffer) {
        buffer.segment().set(ValueLayout.JAVA_LONG, 0, buffer.address());
        buffer.segment().set(ValueLayout.JAVA_LONG_UNALIGNED, buffer.byteSize() - 8, buffer.address() ^ -1);
    }

    private static void checkStamp(Buffer buffer, long seed) {
        assertEquals(buffer.address(), buffer.segment().get(ValueLayout.JAVA_LONG, 0), "seed " + seed);
        assertEquals(buffer.address() ^ -1,
                buffer.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, buffer.byteSize() - 8), "seed " + seed);
    }

    @Test
    void poisonOverwritesWhatIsReleased() {
        Memory poisoned = new Memory(new BlockPool(Pages.ofThisSystem(), 1L << 30, true));
        Buffer buffer = poisoned.allocate(100);
        buffer.segment().fill((byte) 1);
        MemorySegment late = buffer.segment();
        buffer.release();
        assertTrue(Float.isNaN(late.get(ValueLayout.JAVA_FLOAT, 96)));
    }

    @Test
    void mallocServesWhereThereIsNoMmap() {
        Memory malloced = new Memory(new BlockPool(new MallocPages(), 1L << 30, false));
        for (long bytes : new long[]{0, 100, 5000, 3L << 20}) {
            Buffer buffer = malloced.allocate(bytes);
            assertEquals(0, buffer.address() % 64);
            buffer.segment().fill((byte) 3);
            buffer.release();
        }
        malloced.clearCache();
        assertEquals(0, malloced.cacheMemory());
        assertEquals(0, malloced.activeMemory());
    }
}
