package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.Func;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of every primitive. A new one is held to them as soon as it exists: without a sample {@link #everyPrimitiveHasASample} fails. Where two ways of
 * computing the same thing are compared, neither of them is written down here.
 */
class PrimitiveLawsTest {
    private static final List<Sample> SAMPLES = PrimitiveSamples.all();
    private static final long SEED = 20251;
    private static final double STEP = 1e-5;
    private static final int BATCH = 3;

    @Test
    void everyPrimitiveHasASample() {
        Set<Object> needed = new LinkedHashSet<>();
        collect(Primitive.class, needed);
        for (Sample s : SAMPLES) {
            needed.remove(s.primitive());
            needed.remove(s.primitive().getClass());
        }
        assertEquals(Set.of(), needed, "primitives without a sample");
    }

    /** Records as classes, enum constants as themselves. Leaves have no rules; bundles are custom functions, which have a test of their own. */
    private static void collect(Class<?> type, Set<Object> to) {
        if (type == Leaf.class || type == Bundle.class || type == Output.class) return;
        if (type.isEnum()) to.addAll(List.of(type.getEnumConstants()));
        else if (type.isSealed()) for (Class<?> c : type.getPermittedSubclasses()) collect(c, to);
        else
            to.add(type);
    }

    /** Runs {@code law} on all samples and reports all that break it. */
    private static void forAll(Law law) {
        List<String> broken = new ArrayList<>();
        for (Sample s : SAMPLES) {
            try {
                law.check(s);
            } catch (Throwable e) {
                StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
                broken.add(s + ": " + e + (e instanceof AssertionError && e.getMessage() != null ? "" : " at " + at));
            }
        }
        assertTrue(broken.isEmpty(), () -> broken.size() + " samples break the law (seed " + SEED + "):\n" + String.join("\n", broken));
    }

    private interface Law {
        void check(Sample s);
    }

    // the sample as a function of its floating operands, and as a loss

    private static int[] floating(Array[] in) { return IntStream.range(0, in.length).filter(i -> in[i].dtype().isFloating()).toArray(); }

    private static Array[] with(Array[] in, int[] which, List<Array> others) {
        Array[] r = in.clone();
        for (int k = 0; k < which.length; k++) r[which[k]] = others.get(k);
        return r;
    }

    private static F1<List<Array>, Array> function(Sample s, Array[] in, int... which) {
        return others -> s.apply(with(in, which, others));
    }

    private static Array real(Array x) { return x.dtype().isFloating() ? x : x.astype(DType.FLOAT64); }

    /** sum(weights * f): with random weights, no mistake cancels out. */
    private static F1<List<Array>, Array> loss(Sample s, Array[] in, int... which) {
        Array out = s.apply(in);
        Array weights = random(77, out.shape());
        return others -> real(s.apply(with(in, which, others))).multiply(weights).sum();
    }

    private static List<Array> pick(Array[] in, int[] which) { return Arrays.stream(which).mapToObj(i -> in[i]).toList(); }

    private static Array random(long seed, Shape shape) { return PrimitiveSamples.reals(new Random(SEED + seed), shape, -1, 1); }

    private static List<Array> randomLike(long seed, List<Array> like) {
        return IntStream.range(0, like.size()).mapToObj(i -> random(seed + i, like.get(i).shape())).toList();
    }

    private static List<Array> moved(List<Array> x, List<Array> direction, double step) {
        return IntStream.range(0, x.size()).mapToObj(i -> x.get(i).add(direction.get(i).multiply(step))).toList();
    }

    private static double dot(List<Array> a, List<Array> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double[] u = a.get(i).toDoubleArray(), v = b.get(i).toDoubleArray();
            for (int k = 0; k < u.length; k++) sum += u[k] * v[k];
        }
        return sum;
    }

    static void close(Array expected, Array actual, double tolerance, String what) {
        assertEquals(expected.shape(), actual.shape(), what + ": shape");
        assertEquals(expected.dtype(), actual.dtype(), what + ": dtype");
        double[] e = expected.toDoubleArray(), a = actual.toDoubleArray();
        for (int i = 0; i < e.length; i++) {
            if (!(Math.abs(e[i] - a[i]) <= tolerance * (1 + Math.abs(e[i]))) && Double.compare(e[i], a[i]) != 0)
                throw new AssertionError(what + ": element " + i + " is " + a[i] + ", not " + e[i]);
        }
    }

    private static void close(List<Array> expected, List<Array> actual, double tolerance, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int i = 0; i < expected.size(); i++) close(expected.get(i), actual.get(i), tolerance, what + " " + i);
    }

    /** Each differentiable operand alone, and all together. */
    private static List<int[]> choices(Array[] in) {
        int[] all = floating(in);
        List<int[]> r = new ArrayList<>();
        for (int i : all) r.add(new int[]{i});
        if (all.length > 1) r.add(all);
        return r;
    }

    /** The exponents of this sample are whole, and its bases negative: it is no function of the exponent. */
    private static boolean exponentIsGiven(Sample s) {
        return s.note().startsWith("with exponent 2");
    }

    private static List<int[]> differentiable(Sample s, Array[] in) {
        return exponentIsGiven(s) ? List.of(new int[]{0}) : choices(in);
    }

    // derivatives

    @Test
    void resultsHaveTheShapeAndDtypeThatTheirPrimitiveStates() {
        forAll(s -> {
            Array out = s.apply(s.operands(SEED));
            assertEquals(out.shape().size(), out.toDoubleArray().length);
            assertEquals(out.shape().size() * out.dtype().bytes(), out.toSegment().byteSize());
        });
    }

    @Test
    void forwardModeIsTheLimitOfDifferences() {
        forAll(s -> {
            if (s.primitive() instanceof StopGradient) return; // whose derivative is a lie on purpose
            Array[] in = s.operands(SEED);
            for (int[] which : differentiable(s, in)) {
                Func f = function(s, in, which);
                List<Array> x = pick(in, which), t = randomLike(1, x);
                var r = mx.jvp(f, List.of(x), List.of(t));
                Array value = (Array) r.value(), tangent = (Array) r.tangent();
                close(s.apply(in), value, 0, "value");
                assertEquals(value.shape(), tangent.shape(), "the tangent's shape");
                assertEquals(value.dtype(), tangent.dtype(), "the tangent's dtype");
                if (!value.dtype().isFloating()) {
                    assertEquals(0, dot(List.of(tangent), List.of(tangent)), "tangent of an integer result");
                    continue;
                }
                F1<List<Array>, Array> g = function(s, in, which);
                Array difference = g.apply(moved(x, t, STEP)).subtract(g.apply(moved(x, t, -STEP))).divide(2 * STEP);
                close(difference, tangent, 1e-7, "jvp for operands " + Arrays.toString(which));
            }
        });
    }

    @Test
    void reverseModeIsTheTransposeOfForwardMode() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            for (int[] which : differentiable(s, in)) {
                List<Array> x = pick(in, which), t = randomLike(2, x);
                F1<List<Array>, Array> loss = loss(s, in, which);
                double forward = ((Array) mx.jvp((Func) loss, List.of(x), List.of(t)).tangent()).item();
                List<Array> gradient = mx.grad(loss).apply(x);
                for (int i = 0; i < x.size(); i++) {
                    assertEquals(x.get(i).shape(), gradient.get(i).shape(), "the gradient's shape");
                    assertEquals(x.get(i).dtype(), gradient.get(i).dtype(), "the gradient's dtype");
                }
                assertEquals(forward, dot(gradient, t), 1e-12 * (1 + Math.abs(forward)), "operands " + Arrays.toString(which));
            }
        });
    }

    @Test
    void transposeRulesAreTheAdjointsOfTheirPrimitives() {
        forAll(s -> {
            if (!(s.primitive() instanceof Linear linear)) return;
            Array[] in = s.operands(SEED);
            Array out = s.apply(in);
            if (!out.dtype().isFloating()) return;
            Array c = random(3, out.shape());
            for (int i : s.primitive() instanceof Recurrence ? new int[]{1} : floating(in)) {
                Array[] zero = in.clone();
                for (int k : floating(in)) if (!isProduct(s)) zero[k] = Ops.zerosLike(in[k]);
                Array t = random(4, in[i].shape());
                zero[i] = t;
                double forward = dot(List.of(s.apply(zero)), List.of(c));
                Array back = linear.transpose(i, c, in);
                assertEquals(in[i].shape(), back.shape(), "operand " + i);
                assertEquals(forward, dot(List.of(back), List.of(t)), 1e-12 * (1 + Math.abs(forward)), "operand " + i);
            }
        });
    }

    /** Linear in each operand for itself, not in all together. */
    private static boolean isProduct(Sample s) {
        return s.primitive() == Arithmetic.MULTIPLY || s.primitive() == Arithmetic.SCALE || s.primitive() instanceof MatMul
                || s.primitive() instanceof Recurrence;
    }

    @Test
    void secondDerivativesAreTheLimitOfDifferencesOfGradients() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            if (!s.smooth()) return;
            for (int[] which : differentiable(s, in)) {
                List<Array> x = pick(in, which), t = randomLike(5, x);
                F1<List<Array>, List<Array>> gradient = mx.grad(loss(s, in, which));
                @SuppressWarnings("unchecked")
                List<Array> second = (List<Array>) mx.jvp((Func) gradient, List.of(x), List.of(t)).tangent();
                List<Array> up = gradient.apply(moved(x, t, STEP)), down = gradient.apply(moved(x, t, -STEP));
                List<Array> difference = IntStream.range(0, x.size()).mapToObj(i -> up.get(i).subtract(down.get(i)).divide(2 * STEP))
                        .toList();
                close(difference, second, 1e-6, "jvp of grad for operands " + Arrays.toString(which));
                List<Array> twice = mx.grad((List<Array> y) -> product(gradient.apply(y), t)).apply(x);
                close(second, twice, 1e-11, "grad of grad against jvp of grad for operands " + Arrays.toString(which));
            }
        });
    }

    private static Array product(List<Array> a, List<Array> b) {
        Array sum = Ops.scalar(0, DType.FLOAT64);
        for (int i = 0; i < a.size(); i++) sum = sum.add(a.get(i).multiply(b.get(i)).sum());
        return sum;
    }

    // vmap

    @Test
    void vmapIsALoop() {
        forAll(s -> {
            int n = s.operands(SEED).length;
            for (int mask = 1; mask < 1 << n; mask++) {
                for (int place = 0; place < 3; place++) vmapIsALoop(s, mask, place, BATCH);
                vmapIsALoop(s, mask, 0, 1);
            }
        });
    }

    private static void vmapIsALoop(Sample s, int mask, int place, int size) {
        Batch batch = new Batch(s, mask, place, size);
        Array mapped = mx.vmap((List<Array> in) -> s.apply(in.toArray(Array[]::new)), mx.inAxes(batch.axes)).apply(batch.operands);
        List<Array> each = new ArrayList<>();
        for (int b = 0; b < size; b++) each.add(s.apply(batch.example(b)));
        close(Ops.stack(each, 0), mapped, 1e-13, "vmap over " + batch.axes + " of " + size);
    }

    /** Operands of which some are batched along an axis: the first, the last or one between. */
    private static final class Batch {
        final List<Integer> axes = new ArrayList<>();
        final List<Array> operands = new ArrayList<>();
        private final Array[][] examples;

        Batch(Sample s, int mask, int place, int size) {
            examples = new Array[size][];
            for (int b = 0; b < size; b++) examples[b] = s.operands(SEED + b);
            for (int i = 0; i < examples[0].length; i++) {
                boolean batched = (mask >> i & 1) == 1;
                int k = i, rank = examples[0][i].ndim();
                int axis = place == 0 ? 0 : place == 1 ? -1 : (rank + 1) / 2;
                axes.add(batched ? axis : null);
                operands.add(batched ? Ops.stack(Arrays.stream(examples).map(e -> e[k]).toList(), axis) : examples[0][i]);
            }
        }

        Array[] example(int b) {
            Array[] r = new Array[axes.size()];
            for (int i = 0; i < r.length; i++) r[i] = examples[axes.get(i) == null ? 0 : b][i];
            return r;
        }
    }

    @Test
    void vmapOfNoExamplesHasTheRightShape() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            if (in.length == 0) return;
            List<Array> none = Arrays.stream(in).map(x -> Ops.broadcastTo(x, x.shape().insert(0, 0))).toList();
            Array mapped = mx.vmap((List<Array> x) -> s.apply(x.toArray(Array[]::new))).apply(none);
            assertEquals(s.apply(in).shape().insert(0, 0), mapped.shape());
            assertEquals(0, mapped.toDoubleArray().length);
        });
    }

    @Test
    void vmapOfGradIsALoopAndGradOfVmapItsSum() {
        forAll(s -> {
            Array[] like = s.operands(SEED);
            int[] which = exponentIsGiven(s) ? new int[]{0} : floating(like);
            if (which.length == 0) return;
            Array weights = random(77, s.apply(like).shape());
            for (int mask = 1; mask < 1 << like.length; mask++) {
                Batch batch = new Batch(s, mask, 0, BATCH);
                F1<List<Array>, Array> loss = in -> real(s.apply(in.toArray(Array[]::new))).multiply(weights).sum();
                F1<List<Array>, List<Array>> gradient = in -> mx
                        .grad((List<Array> x) -> loss.apply(List.of(with(in.toArray(Array[]::new), which, x))))
                        .apply(pick(in.toArray(Array[]::new), which));
                List<Array> mapped = mx.vmap(gradient, mx.inAxes(batch.axes)).apply(batch.operands);
                List<Array> ofMapped = mx.grad((List<Array> x) -> mx.vmap(loss, mx.inAxes(batch.axes))
                        .apply(List.of(with(batch.operands.toArray(Array[]::new), which, x))).sum())
                        .apply(pick(batch.operands.toArray(Array[]::new), which));
                for (int k = 0; k < which.length; k++) {
                    List<Array> each = new ArrayList<>();
                    for (int b = 0; b < BATCH; b++) each.add(gradient.apply(List.of(batch.example(b))).get(k));
                    Array loop = Ops.stack(each, 0);
                    close(loop, mapped.get(k), 1e-12, "vmap of grad over " + batch.axes);
                    boolean shared = batch.axes.get(which[k]) == null;
                    close(shared ? loop.sum(0) : loop, ofMapped.get(k), 1e-12, "grad of vmap over " + batch.axes);
                }
            }
        });
    }

    // other ways to run

    @Test
    void compiledIsEager() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            F1<List<Array>, Array> compiled = mx.compile((List<Array> x) -> s.apply(x.toArray(Array[]::new)));
            close(s.apply(in), compiled.apply(List.of(in)), 1e-14, "compiled");
            close(s.apply(s.operands(SEED + 1)), compiled.apply(List.of(s.operands(SEED + 1))), 1e-14, "compiled, called again");
            for (int[] which : differentiable(s, in)) {
                F1<List<Array>, List<Array>> gradient = mx.grad(loss(s, in, which));
                List<Array> x = pick(in, which);
                close(gradient.apply(x), mx.compile(gradient).apply(x), 1e-13, "compile of grad");
                close(gradient.apply(x), mx.grad(mx.compile(loss(s, in, which))).apply(x), 1e-13, "grad of compile");
            }
        });
    }

    @Test
    void float32IsFloat64Rounded() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            if (floating(in).length == 0 || s.primitive() instanceof Cast) return;
            Array[] narrow = Arrays.stream(in).map(x -> x.dtype() == DType.FLOAT64 ? x.astype(DType.FLOAT32) : x).toArray(Array[]::new);
            Array out = s.apply(narrow), exact = s.apply(in);
            assertEquals(exact.dtype().isFloating() ? DType.FLOAT32 : exact.dtype(), out.dtype());
            close(exact, out.astype(exact.dtype()), 2e-6, "value");
            for (int[] which : differentiable(s, in)) {
                List<Array> wide = mx.grad(loss(s, in, which)).apply(pick(in, which));
                Array weights = random(77, exact.shape()).astype(DType.FLOAT32);
                F1<List<Array>, Array> loss = x -> {
                    Array y = s.apply(with(narrow, which, x));
                    return (y.dtype().isFloating() ? y : y.astype(DType.FLOAT32)).multiply(weights).sum();
                };
                List<Array> gradient = mx.grad(loss).apply(pick(narrow, which));
                for (int k = 0; k < which.length; k++) {
                    assertEquals(DType.FLOAT32, gradient.get(k).dtype(), "the gradient's dtype");
                    close(wide.get(k), gradient.get(k).astype(DType.FLOAT64), 2e-5, "gradient");
                }
            }
        });
    }
}
