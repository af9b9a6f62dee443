package dev.jacobi.engine.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The JDK's classes for access to memory, which take a new process 40 ms to load and to link: more than half of it is the first access and the first copy. */
final class MemoryClasses {

    /** Loads them, by a use of each kind that a first result makes. */
    static void load() {
        MemorySegment memory = MemorySegment.ofBuffer(ByteBuffer.allocateDirect(Long.BYTES));
        long address = memory.address();
        OffHeap.ALL.asSlice(address, Float.BYTES).set(ValueLayout.JAVA_FLOAT, 0, 1);
        float[] element = new float[1];
        MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, element, 0, 1);
        MemorySegment.copy(element, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, 1);
        MemorySegment.copy(OffHeap.ALL, address, OffHeap.ALL, address + Float.BYTES, Float.BYTES);
        Reference.reachabilityFence(memory);
    }

    private MemoryClasses() {}
}
