package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many small graphs evaluated together give what each gives alone. */
class AlikeGraphsTest {
    private static final List<BinaryOperator<Array>> BINARY = List.of(mx::add, mx::subtract, mx::multiply, mx::maximum, mx::less,
            mx::divide);
    private static final List<UnaryOperator<Array>> UNARY = List.of(mx::sin, mx::exp, mx::abs, x -> x.astype(DType.FLOAT64),
            x -> x.astype(DType.INT32),
            mx::isnan);
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT32, DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.BOOL,
            DType.FLOAT16};

    /** A recipe: what to do with the rows and columns, and scalars, numbered {@code i}. */
    private interface Recipe {
        Array of(int i);
    }

    @Test
    void randomMixturesAsOneByOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int count = 1 + random.nextInt(90), n = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(150);
            List<Recipe> recipes = new ArrayList<>();
            for (int k = 1 + random.nextInt(4); k > 0; k--) recipes.add(recipe(random, 2, count, n));
            List<Array> together = new ArrayList<>(), alone = new ArrayList<>();
            boolean mixed = random.nextBoolean();
            for (int at = 0; at < count * recipes.size(); at++) {
                Recipe recipe = recipes.get(mixed ? at % recipes.size() : at / count);
                int i = mixed ? at / recipes.size() : at % count;
                together.add(recipe.of(i));
                alone.add(recipe.of(i));
            }
            mx.eval(together);
            for (int at = 0; at < together.size(); at++)
                assertSame(alone.get(at), together.get(at), "seed " + seed + ", round " + round + ", root " + at);
        }
    }

    private static Recipe recipe(Random random, int depth, int count, int n) {
        if (random.nextInt(depth + 1) == 0) return leaf(random, count, n);
        if (random.nextBoolean()) {
            UnaryOperator<Array> f = UNARY.get(random.nextInt(UNARY.size()));
            Recipe x = recipe(random, depth - 1, count, n);
            return i -> f.apply(x.of(i));
        }
        BinaryOperator<Array> f = BINARY.get(random.nextInt(BINARY.size()));
        Recipe x = recipe(random, depth - 1, count, n), y = recipe(random, depth - 1, count, n);
        boolean same = random.nextInt(4) == 0;
        // bools have no difference
        return i -> {
            Array a = x.of(i).astype(DType.FLOAT32);
            return f.apply(a, same ? a : y.of(i));
        };
    }

    private static Recipe leaf(Random random, int count, int n) {
        DType dtype = TYPES[random.nextInt(TYPES.length)];
        float[] values = new float[count * n];
        for (int k = 0; k < values.length; k++) values[k] = random.nextInt(50) == 0 ? Float.NaN : (float) (random.nextGaussian() * 3);
        Array all = mx.array(values).astype(dtype);
        Array rows = mx.reshape(all, count, n).eval(), columns = mx.reshape(all, n, count).eval();
        Array fixed = mx.array(0.25).astype(dtype).eval();
        int kind = random.nextInt(7);
        return i -> switch (kind) {
            case 0 -> rows.get(i);
            case 1, 2 -> columns.get(Index.all(), Index.at(i));
            case 3 -> rows.get(Index.at(i), Index.slice(null, null, -1));
            case 4 -> mx.broadcastTo(fixed, n);
            case 5 -> mx.broadcastTo(rows.get(i, 0), n);
            default -> columns.get(Index.all(), Index.at((i * 7) % count));
        };
    }

    private static void assertSame(Array alone, Array together, String message) {
        assertEquals(alone.shape(), together.shape(), message);
        assertEquals(alone.dtype(), together.dtype(), message);
        assertArrayEquals(alone.toDoubleArray(), together.toDoubleArray(), message);
    }

    @Test
    void whatSeveralReadAndAreAskedFor() {
        Array x = mx.random.uniform(mx.random.key(1), 0, 1, 40, 7).eval();
        Array shared = mx.sin(x.get(0));
        List<Array> roots = new ArrayList<>();
        for (int i = 0; i < 40; i++) roots.add(mx.multiply(shared, x.get(i)));
        for (int i = 0; i < 40; i++) roots.add(mx.exp(roots.get(i)));
        Collections.shuffle(roots, new Random(3));
        mx.eval(roots, shared, roots.getFirst());
        float[] first = mx.sin(x.get(0)).toFloatArray();
        assertArrayEquals(first, shared.toFloatArray());
        for (Array root : roots) assertArrayEquals(root.toFloatArray(), mx.add(root, mx.zerosLike(root)).toFloatArray());
        Array sum = mx.zeros(7);
        for (Array root : roots) sum = mx.add(sum, root);
        double expected = 0;
        float[] all = x.toFloatArray();
        for (int k = 0; k < all.length; k++) {
            float product = (float) Math.sin(all[k % 7]) * all[k];
            expected += product + Math.exp(product);
        }
        assertEquals(expected, mx.sum(sum).item(), 1e-3);
    }

    /** What is inside of the graphs is also read by graphs that nobody has asked for yet. */
    @Test
    void whatOthersWillRead() {
        Array x = mx.random.uniform(mx.random.key(5), 0, 1, 40, 9).eval();
        List<Array> doubled = new ArrayList<>(), more = new ArrayList<>(), less = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            doubled.add(x.get(i).multiply(2));
            more.add(doubled.get(i).add(1));
            less.add(doubled.get(i).subtract(1));
        }
        mx.eval(more);
        mx.eval(less);
        for (int i = 0; i < 40; i++) {
            for (int k = 0; k < 9; k++) {
                float twice = 2 * (float) x.get(i, k).item();
                assertEquals(twice, doubled.get(i).get(k).item(), "doubled " + i);
                assertEquals(twice + 1, (float) more.get(i).get(k).item(), "more " + i);
                assertEquals(twice - 1, (float) less.get(i).get(k).item(), "less " + i);
            }
        }
    }

    /** A result outlives its neighbours in the buffer: no collection takes its memory, and no later result is written there. */
    @Test
    void aKeptResultKeepsItsMemory() {
        Array x = mx.random.uniform(mx.random.key(2), 0, 1, 64, 100).eval();
        List<Array> kept = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            int number = round;
            List<Array> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) all.add(x.get(i).add(number));
            mx.eval(all);
            kept.add(all.get(round * 2));
            all = null;
            if (round % 10 == 0) System.gc();
        }
        float[] values = x.toFloatArray();
        for (int round = 0; round < kept.size(); round++) {
            float[] expected = new float[100];
            for (int k = 0; k < 100; k++) expected[k] = values[round * 200 + k] + round;
            assertArrayEquals(expected, kept.get(round).toFloatArray(), "round " + round);
        }
    }

    /** Eight threads evaluate overlapping lists of the same nodes. */
    @Test
    @Timeout(120)
    void manyThreadsOnTheSameGraphs() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Array x = mx.random.uniform(mx.random.key(3), 0, 1, 64, 50).eval();
        double[] rows = x.toDoubleArray();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 40; round++) {
                List<Array> roots = new ArrayList<>();
                for (int i = 0; i < 64; i++) roots.add(x.get(i).multiply(x.get(63 - i)));
                for (int i = 0; i < 64; i++) roots.add(roots.get(i).add(x.get(i)));
                List<Callable<Void>> jobs = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    List<Array> mine = new ArrayList<>(roots);
                    Collections.shuffle(mine, new Random(random.nextLong()));
                    jobs.add(() -> {
                        mx.eval(mine.subList(0, 90));
                        return null;
                    });
                }
                for (Future<Void> f : threads.invokeAll(jobs)) f.get();
                for (int i = 0; i < 128; i++) {
                    float[] got = roots.get(i).toFloatArray();
                    for (int k = 0; k < 50; k++) {
                        float a = (float) rows[i % 64 * 50 + k], b = (float) rows[(63 - i % 64) * 50 + k];
                        assertEquals(i < 64 ? a * b : a * b + a, got[k], 0f, "seed " + seed + ", round " + round + ", root " + i);
                    }
                }
            }
        }
    }
}
