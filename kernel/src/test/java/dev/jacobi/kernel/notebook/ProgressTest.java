package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final CellOutputs outputs = new CellOutputs();
    private long now;

    private int loop(int count, OptionalLong size, long nanosEach) {
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        int sum = 0;
        for (int i : new Progress<>(items, size, "train", outputs, () -> now)) {
            sum += i;
            now += nanosEach;
        }
        return sum;
    }

    @Test
    void aShortLoopShowsNothing() {
        assertEquals(45, loop(10, OptionalLong.of(10), 40_000_000));
        assertTrue(outputs.take().isEmpty());
    }

    @Test
    void aLongLoopIsOneOutputThatEndsFull() {
        assertEquals(4950, loop(100, OptionalLong.of(100), 50_000_000));
        var shown = outputs.take();
        assertEquals(1, shown.size());
        assertEquals("train 100 % |" + "█".repeat(30) + "| 100/100 in 0:05, 20.0/s",
                shown.get(0).path("data").path("text/plain").get(0).asText());
    }

    @Test
    void withoutASizeItCounts() {
        loop(20, OptionalLong.empty(), 100_000_000);
        assertEquals("train 20 in 0:02, 10.0/s", outputs.take().get(0).path("data").path("text/plain").get(0).asText());
    }
}
