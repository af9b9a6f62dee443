package dev.jacobi.engine.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.mx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final List<List<ProgressState>> bars = new ArrayList<>();
    private final ProgressDisplay display = () -> {
        List<ProgressState> states = new ArrayList<>();
        bars.add(states);
        return states::add;
    };
    private long now;

    private int loop(int count, OptionalLong size, long nanosEach) {
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        int sum = 0;
        for (int i : new Progress<>(items, size, "train", display, () -> now)) {
            sum += i;
            now += nanosEach;
        }
        return sum;
    }

    private String last() { return bars.getLast().getLast().text(); }

    @Test
    void aShortLoopShowsNothing() {
        assertEquals(45, loop(10, OptionalLong.of(10), 40_000_000));
        assertEquals(List.of(List.of()), bars);
    }

    @Test
    void aLongLoopEndsFull() {
        assertEquals(4950, loop(100, OptionalLong.of(100), 50_000_000));
        assertEquals("train 100 % |" + "█".repeat(30) + "| 100/100 in 0:05, 20.0/s", last());
        assertEquals(46, bars.getFirst().size()); // after half a second ten times a second, and the end
        assertEquals("train  10 % |███" + "░".repeat(27) + "| 10/100 in 0:01, 0:05 left, 20.0/s", bars.getFirst().getFirst().text());
    }

    @Test
    void withoutASizeItCounts() {
        loop(20, OptionalLong.empty(), 100_000_000);
        assertEquals("train 20 in 0:02, 10.0/s", last());
    }

    @Test
    void anEndlessLoopThatIsLeftAndOneThatThrowsStayWhereTheyWere() {
        for (long i : new Progress<>(() -> Stream.iterate(0L, i -> i + 1).iterator(), OptionalLong.empty(), "", display, () -> now)) {
            now += 100_000_000;
            if (i == 9) break;
        }
        assertEquals("9 in 0:01, 10.0/s", last());
        Iterable<Integer> throwing = () -> new Iterator<>() {
            @Override
            public boolean hasNext() { return true; }

            @Override
            public Integer next() {
                now += 1_000_000_000;
                if (now > 5_000_000_000L) throw new IllegalStateException("fifth");
                return 1;
            }
        };
        now = 0;
        assertEquals("fifth", assertThrows(IllegalStateException.class, () -> {
            for (int i : new Progress<>(throwing, OptionalLong.of(10), "", display, () -> now)) assertEquals(1, i);
        }).getMessage());
        assertEquals(" 40 % |████████████" + "░".repeat(18) + "| 4/10 in 0:05, 0:08 left, 0.80/s", last());
    }

    @Test
    void loopsInLoopsHaveBarsOfTheirOwnAndEachUseBeginsANewOne() {
        var outer = new Progress<>(List.of(1, 2), OptionalLong.of(2), "outer", display, () -> now);
        for (int i : outer) loop(3, OptionalLong.of(3), i * 400_000_000L);
        assertEquals(3, bars.size());
        assertEquals("outer 100 % |" + "█".repeat(30) + "| 2/2 in 0:04, 0.56/s", bars.getFirst().getLast().text());
        for (int i : outer) assertTrue(i > 0);
        assertEquals(4, bars.size());
    }

    @Test
    void takesWhatCanBeGoneThrough() {
        assertEquals("progress over 2147483647 items, shown while a loop goes through it", mx.progress(Integer.MAX_VALUE).toString());
        assertEquals("progress x over 3 items, shown while a loop goes through it",
                mx.progress(new String[]{"a", "b", "c"}).label("x").toString());
        assertEquals("progress over items, shown while a loop goes through it", mx.progress(Stream.iterate(0, i -> i + 1)).toString());
        int sum = 0;
        for (int i : mx.progress(Stream.of(1, 2, 3))) sum += i;
        for (int i : mx.progress(4)) sum += i;
        for (int i : mx.progress(List.of(5))) sum += i;
        assertEquals(17, sum);
        assertFalse(mx.progress(-3).iterator().hasNext());
        assertFalse(mx.progress(List.of()).iterator().hasNext());
    }

    @Test
    void nothingIsToldAtOnce() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> mx.progress((Iterable<Integer>) null)).getMessage()
                .startsWith("[progress] items is null"));
        assertThrows(IllegalArgumentException.class, () -> mx.progress((Stream<Integer>) null));
        assertThrows(IllegalArgumentException.class, () -> mx.progress(3).label(null));
    }

    @Test
    void aTerminalWritesOverItsLine() {
        PrintStream err = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            ProgressDisplay.Bar bar = ProgressDisplay.terminal().open();
            bar.show(new ProgressState("a longer label", 1, OptionalLong.empty(), 1, false));
            bar.show(new ProgressState("", 2, OptionalLong.empty(), 2, true));
        } finally {
            System.setErr(err);
        }
        assertEquals("\ra longer label 1 in 0:01, 1.0/s\r2 in 0:02, 1.0/s               " + System.lineSeparator(),
                written.toString(StandardCharsets.UTF_8));
    }
}
