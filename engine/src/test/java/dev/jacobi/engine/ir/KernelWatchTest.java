package dev.jacobi.engine.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.mx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelWatchTest {

    /** Numbers that are not all the same, which would take no memory. */
    private static Array stored(int... shape) {
        return mx.linspace(0, 1, java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)).reshape(shape).eval();
    }

    private static List<String> watched(Runnable work) {
        List<String> names = new CopyOnWriteArrayList<>();
        Thread self = Thread.currentThread();
        try (var watch = KernelWatch.begin((source, kernel, nanos) -> {
            assertTrue(nanos >= 0);
            if (Thread.currentThread() == self) names.add(source.kernelName(kernel));
        })) {
            work.run();
        }
        return List.copyOf(names);
    }

    @Test
    void eachKernelOnceByItsPrimitives() {
        Array x = stored(256, 256);
        assertEquals(List.of("one loop: multiply, exp -> float32 (256, 256)", "matmul -> float32 (256, 256)"),
                watched(() -> mx.matmul(mx.exp(mx.multiply(x, x)), x).eval()));
    }

    @Test
    void compiledFunctionsAsTheyExplainThemselves() {
        Array x = stored(1000);
        var f = mx.compile((Array a) -> a.multiply(a).add(a));
        f.apply(x).eval();
        List<String> names = watched(() -> f.apply(x).eval());
        assertEquals(1, names.size());
        assertTrue(f.explain().contains(names.getFirst()), f.explain());
    }

    @Test
    void viewsAndScalarsAreNoKernels() {
        Array x = stored(10, 20);
        assertEquals(List.of(), watched(() -> mx.eval(mx.transpose(x), mx.array(2).multiply(mx.array(3)))));
    }

    @Test
    void manySmallGraphsAreOne() {
        Array x = stored(100, 64);
        List<String> names = watched(() -> mx.eval(IntStream.range(0, 100).mapToObj(i -> x.get(i).add(x.get(i))).toList()));
        assertEquals(1, names.size(), names.toString());
        assertTrue(names.getFirst().contains("add -> float32 (64,)"), names.toString());
    }

    @Test
    void severalWatchersAndNoneAfterwards() {
        Array x = stored(1000);
        List<String> inner = new ArrayList<>();
        List<String> outer = watched(() -> {
            inner.addAll(watched(() -> x.exp().eval()));
            x.log().eval();
        });
        assertEquals(List.of("exp -> float32 (1000,)"), inner);
        assertEquals(List.of("exp -> float32 (1000,)", "log -> float32 (1000,)"), outer);
        assertTrue(!KernelWatch.isOn() || watched(() -> {}).isEmpty());
    }

    @Test
    void memoryGivenOutIsCounted() {
        Array x = stored(1 << 16);
        long before = Memory.shared().allocatedMemory();
        x.exp().eval();
        assertTrue(Memory.shared().allocatedMemory() - before >= 4 << 16);
    }
}
