package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.F3;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.MemoryLimitException;
import dev.jacobi.engine.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Memory stays flat, on the heap and off it, however long a program runs. The short forms are part of every build; the long ones, of a million training steps
 * and of ten minutes of mixed sizes, run with {@code mvn -Plong -pl engine test -Dtest=LongRunTest}.
 */
class LongRunTest {
    private static final long MB = 1L << 20;

    private long limit;

    @BeforeEach
    void limitMemory() {
        limit = Memory.shared().setMemoryLimit(1024 * MB);
    }

    @AfterEach
    void restoreLimit() {
        Memory.shared().setMemoryLimit(limit);
    }

    @Test
    void trainingHoldsMemoryFlat() {
        train(2_000);
    }

    @Test
    @Tag("long")
    void aMillionTrainingStepsHoldMemoryFlat() {
        train(1_000_000);
    }

    /** The parameters of a multi-layer perceptron. */
    public record Params(Array w1, Array b1, Array w2, Array b2) {}

    private static void train(int steps) {
        Array x = mx.random.normal(mx.random.key(1), 32, 4).eval(), y = mx.expandDims(mx.sin(x).sum(1), 1).eval();
        Params p = new Params(mx.random.normal(mx.random.key(2), 4, 16), mx.zeros(16),
                mx.random.normal(mx.random.key(3), 16, 1).multiply(0.1), mx.zeros(1));
        F3<Params, Array, Array, Array> loss = (q, in, out) -> {
            Array hidden = mx.tanh(mx.matmul(in, q.w1()).add(q.b1()));
            return mx.mean(mx.square(mx.matmul(hidden, q.w2()).add(q.b2()).subtract(out)));
        };
        F3<Params, Array, Array, Params> gradient = mx.grad(loss);
        double before = loss.apply(p, x, y).item();
        int[] done = {0};
        Params[] now = {p};
        holdsFlat(() -> {
            Params g = gradient.apply(now[0], x, y);
            now[0] = Tree.map((w, d) -> w.subtract(d.multiply(0.05)), now[0], g);
            mx.eval(now[0]);
            return ++done[0] < steps;
        }, steps / 8);
        double after = loss.apply(now[0], x, y).item();
        assertTrue(after < before / 2, "the loss went from " + before + " to " + after);
    }

    @Test
    void mixedSizesHoldMemoryFlat() {
        int[] left = {240};
        mixedSizes(() -> --left[0] > 0, 30);
    }

    @Test
    @Tag("long")
    void tenMinutesOfMixedSizesHoldMemoryFlat() {
        long end = System.nanoTime() + 60_000_000_000L * Long.getLong("jacobi.test.minutes", 10);
        mixedSizes(() -> System.nanoTime() < end, 1_000);
    }

    private static void mixedSizes(BooleanSupplier more, int between) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        record Kept(Array array, double element) {}
        ArrayDeque<Kept> window = new ArrayDeque<>();
        holdsFlat(() -> {
            int n = (int) Math.pow(2, random.nextDouble() * 22), value = random.nextInt(1000);
            Array x = mx.arange(n).multiply(0).add(value).astype(dev.jacobi.engine.type.DType.FLOAT32);
            switch (random.nextInt(5)) {
                case 0 -> window.add(new Kept(x.add(1).eval(), value + 1));
                case 1 -> window.add(new Kept(mx.square(mx.exp(mx.zerosLike(x)).multiply(x)).eval(), (double) value * value));
                case 2 -> {
                    int side = Math.max(1, (int) Math.sqrt(n) / 8);
                    Array m = mx.full(dev.jacobi.engine.type.Shape.of(side, side), 2.0).add(mx.zeros(side, side));
                    window.add(new Kept(mx.matmul(m, m).eval(), 4.0 * side));
                }
                case 3 -> {
                    List<Array> many = new ArrayList<>();
                    Array rows = mx.broadcastTo(x.get(0), 40, 1 + n % 300).add(mx.zeros(40, 1 + n % 300)).eval();
                    for (int i = 0; i < 40; i++) many.add(rows.get(i).add(rows.get(39 - i)));
                    mx.eval(many);
                    window.add(new Kept(many.get(random.nextInt(40)), 2.0 * value));
                }
                default -> window.add(new Kept(x.get(0).add(mx.max(x)), 2.0 * value));
            }
            if (window.size() > 8) {
                Kept old = window.remove();
                Array flat = mx.flatten(old.array.eval());
                for (int i : new int[]{0, flat.dim(0) / 2, flat.dim(0) - 1})
                    assertEquals(old.element, flat.get(i).item(), 1e-3, "seed " + seed);
            }
            return more.getAsBoolean();
        }, between);
    }

    /** Repeats {@code step} while it says so; what is alive may not grow from the second look, when all code has run, to the last. */
    private static void holdsFlat(BooleanSupplier step, int between) {
        List<Long> heap = new ArrayList<>(), arrays = new ArrayList<>();
        boolean more = true;
        while (more) {
            for (int i = 0; i < between && more; i++) more = step.getAsBoolean();
            long[] live = live();
            heap.add(live[0] / MB);
            arrays.add(live[1] / MB);
        }
        int half = heap.size() / 2;
        assertTrue(half > 1, "too few looks: " + heap);
        long heapBefore = heap.subList(1, half + 1).stream().max(Long::compare).orElseThrow(), heapAfter = heap.getLast();
        assertTrue(heapAfter <= heapBefore + 8, "MiB of live heap: " + heap);
        long before = arrays.subList(0, half).stream().max(Long::compare).orElseThrow();
        // A window of eight arrays of up to 16 MiB, and no more.
        assertTrue(arrays.getLast() <= Math.max(before, 140) + 8, "MiB of live arrays: " + arrays);
    }

    /** Bytes that are reachable: on the heap, and of arrays. */
    private static long[] live() {
        long heap = Long.MAX_VALUE, arrays = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Memory.shared().clearCache();
            heap = Math.min(heap, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            arrays = Math.min(arrays, Memory.shared().activeMemory());
        }
        return new long[]{heap, arrays};
    }

    @Test
    void aRequestPastTheLimitLeavesEverythingUsable() {
        Array kept = mx.random.uniform(mx.random.key(4), 0, 1, 1000).eval();
        float[] values = kept.toFloatArray();
        Array large = mx.arange(300_000_000).add(1);
        String message = assertThrows(MemoryLimitException.class, large::eval).getMessage();
        for (String part : List.of("GiB", "limit of 1 GiB", "active", "cached")) assertTrue(message.contains(part), message);
        assertThrows(MemoryLimitException.class, large::eval);
        assertArrayEquals(values, kept.toFloatArray());
        assertEquals(3.0, mx.mean(mx.arange(1_000_000).multiply(0).add(3)).item());
        assertEquals(2e6, mx.sum(mx.ones(1000, 1000).add(mx.ones(1000, 1000))).item());
        F1<Array, Array> g = mx.grad((F1<Array, Array>) a -> mx.sum(mx.square(a)));
        float[] twice = g.apply(kept).toFloatArray();
        for (int i = 0; i < twice.length; i++) assertEquals(2 * values[i], twice[i]);
    }

    /** Eight threads compute the same things at once, some of them of the same lazy graphs, and get what one gets. */
    @Test
    void eightThreadsGetTheSame() throws Exception {
        Array x = mx.random.normal(mx.random.key(5), 64, 48).eval(), w = mx.random.normal(mx.random.key(6), 48, 32).eval();
        Callable<List<float[]>> work = () -> {
            List<float[]> r = new ArrayList<>();
            Array h = mx.tanh(mx.matmul(x, w));
            r.add(h.toFloatArray());
            r.add(mx.softmax(h).toFloatArray());
            r.add(mx.grad((F1<Array, Array>) v -> mx.sum(mx.sin(mx.matmul(x, v)))).apply(w).toFloatArray());
            List<Array> rows = new ArrayList<>();
            for (int i = 0; i < 64; i++) rows.add(h.get(i).multiply(h.get(63 - i)));
            mx.eval(rows);
            for (Array row : rows) r.add(row.toFloatArray());
            r.add(mx.vmap((dev.jacobi.engine.function.Fn1) v -> mx.sum(mx.exp(v))).apply(h).toFloatArray());
            return r;
        };
        List<float[]> expected = work.call();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                Array shared = mx.exp(mx.matmul(x, w).multiply(0.01)), sum = shared.sum(0);
                List<Future<List<float[]>>> jobs = new ArrayList<>();
                List<Future<float[]>> same = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    jobs.add(threads.submit(work));
                    same.add(threads.submit(t % 2 == 0 ? sum::toFloatArray : mx.multiply(shared, shared)::toFloatArray));
                }
                for (Future<List<float[]>> job : jobs) {
                    List<float[]> got = job.get();
                    assertEquals(expected.size(), got.size());
                    for (int i = 0; i < got.size(); i++) assertArrayEquals(expected.get(i), got.get(i), "result " + i);
                }
                float[] alone = mx.exp(mx.matmul(x, w).multiply(0.01)).sum(0).toFloatArray();
                for (int t = 0; t < 8; t += 2) assertArrayEquals(alone, same.get(t).get());
                for (int t = 3; t < 8; t += 2) assertArrayEquals(same.get(1).get(), same.get(t).get());
            }
        }
    }
}
