package dev.jacobi.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/** Native arrays of any element type for the tests. */
final class Buffers {

    private Buffers() {
    }

    static MemorySegment of(Element element, double... values) {
        MemorySegment buffer = empty(element, values.length);
        for (int i = 0; i < values.length; i++) {
            put(element, buffer, i, values[i]);
        }
        return buffer;
    }

    static MemorySegment empty(Element element, long count) {
        return Arena.ofAuto().allocate(Math.max(1, count) * element.bytes(), 64);
    }

    static MemorySegment random(Element element, long count, RandomGenerator random) {
        MemorySegment buffer = empty(element, count);
        for (long i = 0; i < count; i++) {
            put(element, buffer, i, random.nextDouble() * 2 - 1);
        }
        return buffer;
    }

    static double at(Element element, MemorySegment buffer, long index) {
        return switch (element) {
            case FLOAT16 -> Float.float16ToFloat(buffer.getAtIndex(JAVA_SHORT, index));
            case BFLOAT16 -> Float.intBitsToFloat(buffer.getAtIndex(JAVA_SHORT, index) << 16);
            case FLOAT32 -> buffer.getAtIndex(JAVA_FLOAT, index);
            case FLOAT64 -> buffer.getAtIndex(JAVA_DOUBLE, index);
        };
    }

    static void put(Element element, MemorySegment buffer, long index, double value) {
        switch (element) {
            case FLOAT16 -> buffer.setAtIndex(JAVA_SHORT, index, Float.floatToFloat16((float) value));
            case BFLOAT16 -> buffer.setAtIndex(JAVA_SHORT, index, (short) (Float.floatToRawIntBits((float) value) >>> 16));
            case FLOAT32 -> buffer.setAtIndex(JAVA_FLOAT, index, (float) value);
            case FLOAT64 -> buffer.setAtIndex(JAVA_DOUBLE, index, value);
        }
    }
}
