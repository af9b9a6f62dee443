package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.Func;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
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

    private static int[] floating(Array[] in) { return IntStream.range(0, in.length).filter(i -> in[i].dtype().isInexact()).toArray(); }

    /** Whether it is computed in float32, as complex numbers are: differences need larger steps, and laws hold less exactly. */
    private static boolean isNarrow(Array... in) {
        return Arrays.stream(in).anyMatch(x -> x.dtype().isComplex() || x.dtype() == DType.FLOAT32);
    }

    private static double tolerance(double wide, Array... in) { return isNarrow(in) ? Math.max(wide, 2e-5) : wide; }

    /** The derivative of {@code f} at 0 by central differences: of fourth order where numbers are narrow. */
    private static Array difference(boolean narrow, DoubleFunction<Array> f) {
        if (!narrow) return f.apply(STEP).subtract(f.apply(-STEP)).divide(2 * STEP);
        double h = 0.03;
        Array near = f.apply(h).subtract(f.apply(-h)), far = f.apply(2 * h).subtract(f.apply(-2 * h));
        return near.multiply(8).subtract(far).divide(12 * h);
    }

    private static Array[] with(Array[] in, int[] which, List<Array> others) {
        Array[] r = in.clone();
        for (int k = 0; k < which.length; k++) r[which[k]] = others.get(k);
        return r;
    }

    private static F1<List<Array>, Array> function(Sample s, Array[] in, int... which) {
        return others -> s.apply(with(in, which, others));
    }

    /** The real part of sum(weights * x). */
    private static Array weighted(Array x, Array weights) {
        if (x.dtype().isComplex()) return x.multiply(weights).real().sum();
        return (x.dtype().isFloating() ? x : x.astype(DType.FLOAT64)).multiply(weights).sum();
    }

    /** sum(weights * f): with random weights, no mistake cancels out. */
    private static F1<List<Array>, Array> loss(Sample s, Array[] in, int... which) {
        Array out = s.apply(in);
        Array weights = randomLike(77, out);
        return others -> weighted(s.apply(with(in, which, others)), weights);
    }

    private static List<Array> pick(Array[] in, int[] which) { return Arrays.stream(which).mapToObj(i -> in[i]).toList(); }

    private static Array random(long seed, Shape shape) { return PrimitiveSamples.reals(new Random(SEED + seed), shape, -1, 1); }

    /** Complex or real as {@code like} is; float32 only if that is, too. */
    private static Array randomLike(long seed, Array like) {
        Array x = random(seed, like.shape());
        if (like.dtype().isComplex()) return Ops.complex(x, random(seed + 1000, like.shape()));
        return like.dtype() == DType.FLOAT32 ? x.astype(DType.FLOAT32) : x;
    }

    private static List<Array> randomLike(long seed, List<Array> like) {
        return IntStream.range(0, like.size()).mapToObj(i -> randomLike(seed + i, like.get(i))).toList();
    }

    private static List<Array> moved(List<Array> x, List<Array> direction, double step) {
        return IntStream.range(0, x.size()).mapToObj(i -> x.get(i).add(direction.get(i).multiply(step))).toList();
    }

    /** Re(sum(a * b)), without a conjugate. */
    private static double dot(List<Array> a, List<Array> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double[] u = numbers(a.get(i)), v = numbers(b.get(i));
            boolean complex = a.get(i).dtype().isComplex();
            assertEquals(u.length, v.length, "numbers");
            for (int k = 0; k < u.length; k++) sum += complex && k % 2 == 1 ? -u[k] * v[k] : u[k] * v[k];
        }
        return sum;
    }

    /** The elements; of complex ones the real and imaginary parts. */
    static double[] numbers(Array x) {
        if (!x.dtype().isComplex()) return x.toDoubleArray();
        return Arrays.stream(x.toComplexArray()).flatMapToDouble(c -> DoubleStream.of(c.re(), c.im())).toArray();
    }

    static void close(Array expected, Array actual, double tolerance, String what) {
        assertEquals(expected.shape(), actual.shape(), what + ": shape");
        assertEquals(expected.dtype(), actual.dtype(), what + ": dtype");
        double[] e = numbers(expected), a = numbers(actual);
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

    @Test
    void whatHasNoMeaningOnComplexNumbersSaysSo() {
        Array z = Ops.complex(mx.array(1.0), mx.array(2.0));
        List<Primitive> all = new ArrayList<>(List.of(new Extremum(true, Ints.of()), new ArgReduce(false, 0), new CumProd(0, false),
                new CumExtremum(true, 0, false), new CumLogSumExp(0, false), new Sort(0), new ArgSort(0)));
        for (Unary p : Unary.values()) if (!((Lowered.Map) p.lower()).op().onComplex()) all.add(p);
        for (Binary p : Binary.values()) if (!((Lowered.Map) p.lower()).op().onComplex()) all.add(p);
        for (Primitive p : all) {
            String text = assertThrows(DTypeException.class, () -> Array.apply(p, z.reshape(1), z.reshape(1))).getMessage();
            assertTrue(text.startsWith("[" + p.title() + "]") && text.contains("complex64") && text.contains("real(x)"), text);
        }
    }

    // derivatives

    @Test
    void resultsHaveTheShapeAndDtypeThatTheirPrimitiveStates() {
        forAll(s -> {
            Array out = s.apply(s.operands(SEED));
            assertEquals(out.shape().size() * (out.dtype().isComplex() ? 2 : 1), numbers(out).length);
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
                if (!value.dtype().isInexact()) {
                    assertEquals(0, dot(List.of(tangent), List.of(tangent)), "tangent of an integer result");
                    continue;
                }
                F1<List<Array>, Array> g = function(s, in, which);
                Array difference = difference(isNarrow(in), h -> g.apply(moved(x, t, h)));
                close(difference, tangent, isNarrow(in) ? 5e-4 : 1e-7, "jvp for operands " + Arrays.toString(which));
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
                assertEquals(forward, dot(gradient, t), tolerance(1e-12, in) * (1 + Math.abs(forward)),
                        "operands " + Arrays.toString(which));
            }
        });
    }

    @Test
    void transposeRulesAreTheAdjointsOfTheirPrimitives() {
        forAll(s -> {
            if (!(s.primitive() instanceof Linear linear)) return;
            Array[] in = s.operands(SEED);
            Array out = s.apply(in);
            if (!out.dtype().isInexact()) return;
            Array c = randomLike(3, out);
            for (int i : s.primitive() instanceof Recurrence ? new int[]{1} : floating(in)) {
                Array[] zero = in.clone();
                for (int k : floating(in)) if (!isProduct(s)) zero[k] = Ops.zerosLike(in[k]);
                Array t = randomLike(4, in[i]);
                zero[i] = t;
                double forward = dot(List.of(s.apply(zero)), List.of(c));
                Array back = linear.transpose(i, c, in);
                assertEquals(in[i].shape(), back.shape(), "operand " + i);
                assertEquals(forward, dot(List.of(back), List.of(t)), tolerance(1e-12, in) * (1 + Math.abs(forward)), "operand " + i);
            }
        });
    }

    /** Linear in each operand for itself, not in all together. */
    private static boolean isProduct(Sample s) {
        return s.primitive() == Arithmetic.MULTIPLY || s.primitive() == Arithmetic.SCALE || s.primitive() instanceof MatMul
                || s.primitive() instanceof Convolution || s.primitive() instanceof Recurrence;
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
                List<Array> difference = IntStream.range(0, x.size())
                        .mapToObj(i -> difference(isNarrow(in), h -> gradient.apply(moved(x, t, h)).get(i))).toList();
                close(difference, second, isNarrow(in) ? 5e-3 : 1e-6, "jvp of grad for operands " + Arrays.toString(which));
                List<Array> twice = mx.grad((List<Array> y) -> product(gradient.apply(y), t)).apply(x);
                close(second, twice, tolerance(1e-11, in), "grad of grad against jvp of grad for operands " + Arrays.toString(which));
            }
        });
    }

    private static Array product(List<Array> a, List<Array> b) {
        Array sum = Ops.scalar(0, DType.FLOAT64);
        for (int i = 0; i < a.size(); i++) sum = sum.add(weighted(a.get(i), b.get(i)));
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
        close(Ops.stack(each, 0), mapped, tolerance(1e-13, batch.example(0)), "vmap over " + batch.axes + " of " + size);
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
            assertEquals(0, numbers(mapped).length);
        });
    }

    @Test
    void vmapOfGradIsALoopAndGradOfVmapItsSum() {
        forAll(s -> {
            Array[] like = s.operands(SEED);
            int[] which = exponentIsGiven(s) ? new int[]{0} : floating(like);
            if (which.length == 0) return;
            Array weights = randomLike(77, s.apply(like));
            for (int mask = 1; mask < 1 << like.length; mask++) {
                Batch batch = new Batch(s, mask, 0, BATCH);
                F1<List<Array>, Array> loss = in -> weighted(s.apply(in.toArray(Array[]::new)), weights);
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
                    close(loop, mapped.get(k), tolerance(1e-12, like), "vmap of grad over " + batch.axes);
                    boolean shared = batch.axes.get(which[k]) == null;
                    close(shared ? loop.sum(0) : loop, ofMapped.get(k), tolerance(1e-12, like), "grad of vmap over " + batch.axes);
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
            close(s.apply(in), compiled.apply(List.of(in)), 0, "compiled");
            close(s.apply(s.operands(SEED + 1)), compiled.apply(List.of(s.operands(SEED + 1))), 0, "compiled, called again");
            for (int[] which : differentiable(s, in)) {
                F1<List<Array>, List<Array>> gradient = mx.grad(loss(s, in, which));
                List<Array> x = pick(in, which);
                close(gradient.apply(x), mx.compile(gradient).apply(x), tolerance(1e-13, in), "compile of grad");
                close(gradient.apply(x), mx.grad(mx.compile(loss(s, in, which))).apply(x), tolerance(1e-13, in), "grad of compile");
            }
        });
    }

    @Test
    void float32IsFloat64Rounded() {
        forAll(s -> {
            Array[] in = s.operands(SEED);
            if (floating(in).length == 0 || s.primitive() instanceof Cast || isNarrow(in)) return;
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
