package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Index.all;
import static dev.jacobi.engine.array.Index.at;
import static dev.jacobi.engine.array.Index.ellipsis;
import static dev.jacobi.engine.array.Index.newAxis;
import static dev.jacobi.engine.array.Index.slice;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.type.IndexException;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Indexing against a loop over positions, on random lists of indices, and where NumPy's rule puts the axes of index arrays. */
class IndexingTest {

    /** A random basic index of one axis: as typed, as text, and the positions that it picks (one of an int, whose axis goes). */
    private record Cut(Index typed, String text, int[] positions, boolean goes) {
        static Cut random(Random r, int n) {
            if (n > 0 && r.nextInt(3) == 0) {
                int i = r.nextInt(-n, n);
                return new Cut(at(i), "" + i, new int[]{Math.floorMod(i, n)}, true);
            }
            Integer start = r.nextBoolean() ? null : r.nextInt(-n - 2, n + 3), stop = r.nextBoolean() ? null : r.nextInt(-n - 2, n + 3);
            int step = r.nextBoolean() ? 1 : r.nextBoolean() ? r.nextInt(1, 4) : -r.nextInt(1, 4);
            List<Integer> picked = new ArrayList<>();
            int first = start == null ? step > 0 ? 0 : n - 1 : start < 0 ? start + n : start;
            int end = stop == null ? step > 0 ? n : -1 : Math.max(stop < 0 ? stop + n : stop, -1);
            if (step > 0) for (int i = Math.max(first, 0); i < Math.min(end, n); i += step) picked.add(i);
            else
                for (int i = Math.min(first, n - 1); i > end; i += step) picked.add(i);
            String text = (start == null ? "" : start) + ":" + (stop == null ? "" : stop) + (step == 1 ? "" : ":" + step);
            return new Cut(slice(start, stop, step), text, picked.stream().mapToInt(i -> i).toArray(), false);
        }
    }

    @Test
    void slicesAndIntsAreALoopOverPositions() {
        for (long seed = 0; seed < 400; seed++) {
            Random r = new Random(seed);
            int[] sizes = r.ints(r.nextInt(1, 4), 0, 6).toArray();
            Array x = Ops.arange((int) Shape.of(sizes).size()).reshape(sizes);
            List<Cut> cuts = new ArrayList<>();
            for (int n : sizes) cuts.add(Cut.random(r, n));
            String where = "seed " + seed + ", shape " + x.shape() + ", indices " + text(cuts);
            Array got = x.get(cuts.stream().map(Cut::typed).toArray(Index[]::new));
            Shape shape = Shape.of(cuts.stream().filter(c -> !c.goes).mapToInt(c -> c.positions.length).toArray());
            List<Integer> places = places(sizes, cuts);
            assertEquals(shape, got.shape(), where);
            assertArrayEquals(places.stream().mapToInt(i -> i).toArray(), got.toIntArray(), where);
            assertArrayEquals(got.toIntArray(), x.get(text(cuts)).toIntArray(), where + " as text");
            int[] expected = x.toIntArray();
            int count = 100;
            for (int p : places) expected[p] = count++;
            Array values = Ops.arange(places.size()).add(100).reshape(shape);
            Index[] typed = cuts.stream().map(Cut::typed).toArray(Index[]::new);
            assertArrayEquals(expected, x.at(typed).set(values).toIntArray(), where + ": set");
            assertArrayEquals(x.add(x.multiply(0).at(typed).set(values)).toIntArray(), x.at(typed).add(values).toIntArray(),
                    where + ": add");
        }
    }

    private static String text(List<Cut> cuts) {
        StringJoiner j = new StringJoiner(", ");
        cuts.forEach(c -> j.add(c.text));
        return j.toString();
    }

    /** Where in row-major order the picked elements are. */
    private static List<Integer> places(int[] sizes, List<Cut> cuts) {
        List<Integer> r = List.of(0);
        for (int k = 0; k < sizes.length; k++) {
            List<Integer> next = new ArrayList<>();
            for (int before : r) for (int p : cuts.get(k).positions) next.add(before * sizes[k] + p);
            r = next;
        }
        return r;
    }

    @Test
    void axesOfIndexArraysStandWhereNumPyPutsThem() {
        Array x = Ops.arange(2 * 3 * 5 * 6).reshape(2, 3, 5, 6), i = Ops.array(0, 1, 1, 0), j = Ops.array(2, 0, 1, 2);
        assertEquals(Shape.of(4, 3, 5, 6), x.get(at(i)).shape());
        assertEquals(Shape.of(2, 4, 5, 6), x.get(all(), at(j)).shape());
        assertEquals(Shape.of(2, 4, 6), x.get(all(), at(j), at(0)).shape());
        assertEquals(Shape.of(4, 3, 6), x.get(at(0), all(), at(i)).shape());
        assertEquals(Shape.of(4, 2, 5), x.get(all(), at(j), all(), at(0)).shape());
        assertEquals(Shape.of(4, 3, 6), x.get(at(i), all(), at(j)).shape());
        assertEquals(Shape.of(2, 4, 6), x.get(all(), at(j), at(i)).shape());
        assertEquals(Shape.of(4, 1, 5, 6), x.get(at(i), newAxis(), at(j)).shape());
        assertEquals(Shape.of(2, 3, 4), x.get(ellipsis(), at(j), at(i)).shape());
        assertEquals(Shape.of(2, 2), x.get(at(0), at(1), at(Ops.array(new int[][]{{0, 1}, {2, 3}})), at(0)).shape());
        Array moved = x.get(at(1), all(), at(j));
        int[] js = j.toIntArray();
        for (int k = 0; k < 4; k++)
            for (int a = 0; a < 3; a++)
                assertTrue(moved.get(k, a).arrayEqual(x.get(1, a, js[k])), "element " + k + ", " + a);
        Array set = x.at(at(1), all(), at(j)).set(moved.multiply(-1));
        assertTrue(set.get(at(1), all(), at(j)).arrayEqual(moved.negative()));
        assertTrue(set.get(0).arrayEqual(x.get(0)));
    }

    @Test
    void textThatCannotBeReadIsPointedAt() {
        Array x = Ops.arange(6).reshape(2, 3);
        refused(() -> x.get("0, ::0"), "column 4", "the step is 0");
        refused(() -> x.get("0,a:1"), "column 3", "'a:1' is no index");
        refused(() -> x.get("1:2:3:4"), "column 1", "colons");
        refused(() -> x.get(""), "column 1");
        refused(() -> x.get("{}, {}", 0), "column 5", "more than the 1 argument given");
        refused(() -> x.get("{}", 0, 1), "1 place {} for 2 arguments");
        refused(() -> x.get("{}", (Object) null), "is null");
        refused(() -> x.get("{}", 1.5), "is a Double");
        refused(() -> x.get("0, 0, 0"), "3 indices", "(2, 3)", "2 axes");
        refused(() -> x.get("..., ..."), "2 ellipses");
        refused(() -> slice(0, 1, 0), "the step is 0");
        assertArrayEquals(new int[]{5, 4, 3}, x.get("{}, ::-1", 1).toIntArray());
    }

    private static void refused(org.junit.jupiter.api.function.Executable bad, String... parts) {
        String text = assertThrows(IndexException.class, bad).getMessage();
        for (String p : parts) assertTrue(text.contains(p), text);
    }
}
