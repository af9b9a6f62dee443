package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels give what the interpreter gives, bit for bit, and both what the operations mean for single elements. */
class LoopTiersTest {
    private static final int[] LENGTHS = {0, 1, 3, 7, 8, 15, 16, 17, 33, 127, 128, 130, 1023, 1024, 1031, 4096};
    private static final List<DType> DTYPES = List.of(DType.BOOL, DType.INT32, DType.UINT32, DType.INT64, DType.UINT64, DType.FLOAT32,
            DType.FLOAT64,
            DType.INT8, DType.FLOAT16, DType.BFLOAT16);
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 0.5, -2.5, 3, 1e-40, -1e-30, 1e30, 88.5, -104, 1e6, -3e5, Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, 2147483647.0, -2147483648.0, 16777217};

    record Case(Op op, DType dtype) {
        Loop loop() {
            Loop.Builder b = new Loop.Builder();
            int[] in = new int[op.arity()];
            for (int k = 0; k < in.length; k++) in[k] = b.load(op == Op.SELECT && k == 0 ? DType.BOOL : dtype, false);
            b.store(b.apply(op, op.isPredicate() ? DType.BOOL : dtype, in));
            return b.build();
        }
    }

    static Stream<Case> operations() {
        List<Case> cases = new ArrayList<>();
        for (Op op : Op.values()) {
            for (DType dtype : DTYPES) if (dtype.isFloating() ? op.onFloats() : op.onIntegers()) cases.add(new Case(op, dtype));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation(Case c) {
        Loop loop = c.loop();
        compare(loop, c.op.ordinal(), (leaves, out, n) -> {
            for (int i = 0; i < n; i++) {
                DType in = c.dtype, to = c.op.isPredicate() ? DType.BOOL : c.dtype;
                long a = leaves[0][i];
                long expected = c.op == Op.SELECT ? a != 0 ? leaves[1][i] : leaves[2][i]
                        : c.op.arity() == 1 ? Scalars.apply(c.op, in, to, a) : Scalars.apply(c.op, in, to, a, leaves[1][i]);
                assertClose(c + " of " + text(in, a) + (c.op.arity() > 1 ? ", " + text(in, leaves[1][i]) : ""), to, expected, out[i]);
            }
        });
    }

    /** exp of a negated square has code of its own in kernels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void exponentialOfANegatedSquare(int form) {
        DType dtype = DType.FLOAT32;
        Loop.Builder b = new Loop.Builder();
        int x = b.load(dtype, false), minus = b.apply(Op.NEGATIVE, dtype, x);
        b.store(b.apply(Op.EXP, dtype, switch (form) {
            case 0 -> b.apply(Op.MULTIPLY, dtype, minus, x);
            case 1 -> b.apply(Op.MULTIPLY, dtype, x, minus);
            case 2 -> b.apply(Op.NEGATIVE, dtype, b.apply(Op.SQUARE, dtype, x));
            default -> b.apply(Op.NEGATIVE, dtype, b.apply(Op.MULTIPLY, dtype, x, x));
        }));
        compare(b.build(), form, (leaves, out, n) -> {
            for (int i = 0; i < n; i++) {
                float v = (float) Double.longBitsToDouble(leaves[0][i]);
                long expected = Scalars.of(dtype, Math.exp(-(v * v)));
                assertClose("exp(-x x) of " + v, dtype, expected, out[i]);
            }
        });
    }

    record Conversion(DType from, DType to) {}

    static Stream<Conversion> conversions() {
        return DTYPES.stream().flatMap(a -> DTYPES.stream().map(b -> new Conversion(a, b)));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void conversion(Conversion c) {
        Loop.Builder b = new Loop.Builder();
        b.store(b.convert(b.load(c.from, false), c.to));
        compare(b.build(), 5, (leaves, out, n) -> {
            for (int i = 0; i < n; i++) {
                if (c.from == DType.FLOAT64 && c.to.isFloating() && c.to.bytes() == 2) continue; // rounds twice in tiles
                assertClose(c + " of " + text(c.from, leaves[0][i]), c.to, Scalars.cast(c.from, c.to, leaves[0][i]), out[i]);
            }
        });
    }

    record Folding(Reduction reduction, DType dtype, int operations) {}

    static Stream<Folding> folds() {
        return Stream.of(Reduction.SUM, Reduction.MAX, Reduction.MIN)
                .flatMap(r -> DTYPES.stream().flatMap(d -> Stream.of(0, 8, 20, 40).map(n -> new Folding(r, d, n))));
    }

    @ParameterizedTest
    @MethodSource("folds")
    void fold(Folding c) {
        if (c.reduction == Reduction.SUM && c.dtype == DType.BOOL) return;
        Loop.Builder b = new Loop.Builder();
        int v = b.load(c.dtype, false);
        for (int k = 0; k < c.operations; k++) v = b.apply(c.dtype == DType.BOOL ? Op.INVERT : Op.NEGATIVE, c.dtype, v);
        b.fold(c.reduction, v);
        compare(b.build(), 9, (leaves, out, n) -> {
            if (n == 0) return;
            double exact = Double.longBitsToDouble(c.reduction.identity(DType.FLOAT64)), size = 0;
            long whole = c.reduction.identity(c.dtype);
            for (int i = 0; i < n; i++) {
                if (c.dtype.isFloating()) {
                    double x = Double.longBitsToDouble(leaves[0][i]);
                    exact = c.reduction.combine().apply(exact, x);
                    size += Math.abs(x);
                } else {
                    whole = c.reduction.combine().apply(c.dtype, whole, leaves[0][i]);
                }
            }
            if (!c.dtype.isFloating()) {
                assertEquals(Scalars.of(c.dtype, whole), RowGroups.result(c.dtype, out[0]));
            } else if (c.reduction != Reduction.SUM) {
                assertEquals(exact, Double.longBitsToDouble(out[0]), c + " of " + n);
            } else if (Double.isFinite(size)) {
                double ulp = c.dtype == DType.FLOAT64 ? 0x1p-50 : 0x1p-21;
                assertEquals(exact, Double.longBitsToDouble(out[0]), ulp * size, c + " of " + n);
            }
        });
    }

    /** What is summed in wider lanes than it is read in has partial results of as many bytes as others. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT16", "INT32", "INT8", "BOOL"})
    void sumOfConverted(DType from) {
        for (DType to : List.of(DType.FLOAT64, DType.INT64)) {
            if (to == DType.INT64 && from.isFloating()) continue;
            Loop.Builder b = new Loop.Builder();
            b.fold(Reduction.SUM, b.convert(b.load(from, false), to));
            compare(b.build(), 11, (leaves, out, n) -> {
                double sum = 0;
                long whole = 0;
                for (int i = 0; i < n; i++) {
                    long x = Scalars.cast(from, to, leaves[0][i]);
                    if (to == DType.INT64) whole += x;
                    else
                        sum += Double.longBitsToDouble(x);
                }
                if (to == DType.INT64) assertEquals(whole, out[0], from + " as " + to);
                else
                    assertEquals(sum, Double.longBitsToDouble(out[0]), 1e-9 * n * 100, from + " as " + to + ", " + n + " elements");
            });
        }
    }

    private interface Check {
        void check(long[][] leaves, long[] out, int n);
    }

    /** Runs a loop both ways over elements at an odd place, and each against the check. */
    private static void compare(Loop loop, int seed, Check check) {
        LoopCode code = LoopCode.of(loop);
        LoopKernel kernel = LoopEmitter.emit(loop).orElse(null);
        int leaves = code.leaves;
        DType out = loop.body().get(loop.folds().isEmpty() ? loop.stores().at(0) : loop.folds().getFirst().in()).dtype();
        Random random = new Random(seed);
        boolean folds = !loop.folds().isEmpty(), isSum = folds && loop.folds().getFirst().isSum();
        int segment = code.longest;
        // sums begin anew now and then, the last time perhaps with less than a vector
        int[] lengths = folds
                ? IntStream.concat(Arrays.stream(LENGTHS), IntStream.of(2 * segment, 2 * segment + 1, 2 * segment + 37)).toArray()
                : LENGTHS;
        for (int length : lengths) {
            int n = folds ? length : Math.min(length, segment);
            Buffer[] in = new Buffer[leaves];
            long[][] values = new long[leaves][n];
            long[][] results = new long[2][];
            byte[][] raw = new byte[2][];
            List<DType> types = loop.body().stream().filter(i -> i instanceof Loop.Load).map(Loop.Instruction::dtype).toList();
            for (int k = 0; k < leaves; k++) {
                DType type = types.get(k);
                in[k] = Memory.shared().allocate((n + 1L) * type.bytes());
                for (int i = 0; i < n; i++) {
                    double x = random.nextInt(3) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextGaussian() * 5;
                    if (folds) x = !isSum && random.nextInt(n) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextGaussian() * 100;
                    values[k][i] = type.isFloating() ? Scalars.of(type, x)
                            : Scalars.of(type, random.nextInt(3) == 0 ? random.nextLong() : (long) x);
                    Scalars.write(type, in[k].segment(), (i + 1L) * type.bytes(), values[k][i]);
                }
            }
            for (int way = 0; way < (kernel == null ? 1 : 2); way++) {
                long bytes = loop.folds().isEmpty() ? (n + 2L) * out.bytes() : code.partials(n) * LoopKernel.PARTIALS;
                Buffer to = Memory.shared().allocate(bytes);
                to.segment().fill((byte) 0x55);
                if (way == 1) code.promote(kernel);
                try (LoopRunner runner = new LoopRunner(code, n)) {
                    for (int k = 0; k < leaves; k++) runner.arguments[k] = in[k].address() + types.get(k).bytes();
                    runner.arguments[leaves] = to.address() + (loop.folds().isEmpty() ? out.bytes() : 0);
                    runner.run(n);
                }
                raw[way] = to.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                if (loop.folds().isEmpty()) {
                    results[way] = new long[n];
                    for (int i = 0; i < n; i++) results[way][i] = Scalars.read(out, to.segment(), (i + 1L) * out.bytes());
                    for (long i = 0; i < out.bytes(); i++) {
                        assertEquals(0x55, raw[way][(int) i], "before the first element");
                        assertEquals(0x55, raw[way][(int) (bytes - 1 - i)], "after the last element");
                    }
                } else {
                    Reduction r = loop.folds().getFirst().reduction();
                    results[way] = new long[]{LoopInterpreter.total(code, 0, to.address(), n, r.identity(out))};
                }
                check.check(values, results[way], n);
            }
            if (kernel != null && !usesTheJdk(loop)) {
                for (int i = 0; i < results[0].length; i++) {
                    if (isNaN(out, results[0][i]) && isNaN(out, results[1][i])) continue;
                    assertEquals(results[0][i], results[1][i],
                            "element " + i + " of " + n + ": interpreted " + text(out, results[0][i]) + ", generated "
                                    + text(out, results[1][i]));
                }
            }
        }
    }

    @Test
    void aKernelLeavesServiceWhenItIsSlowTimeAfterTime() throws Exception {
        LoopCode.Tiers before = LoopCode.use(LoopCode.Tiers.AUTOMATIC);
        try {
            Loop loop = new Case(Op.ADD, DType.FLOAT32).loop();
            LoopCode code = LoopCode.of(loop);
            AtomicInteger calls = new AtomicInteger();
            LoopKernel kernel = (arguments, n) -> calls.incrementAndGet() > 0;
            code.promote(kernel);
            for (int i = 0; i < 20; i++) code.watch(kernel, 1000, i % 4 == 3 ? 100 : 10_000_000);
            assertEquals(kernel, code.kernel().orElseThrow(), "a thread that has to wait now and then is no reason");
            for (int i = 0; i < 20; i++) code.watch(kernel, 1_000_000, 1_000_000);
            assertEquals(kernel, code.kernel().orElseThrow(), "nor is a long run");
            WarmUpThread.awaitIdle();
            assertEquals(0, calls.get());
            for (int i = 0; i < 4; i++) code.watch(kernel, 1000, 10_000_000);
            WarmUpThread.awaitIdle();
            assertTrue(calls.get() > 1000, "it was taken out and run in the background");
            assertEquals(kernel, code.kernel().orElseThrow(), "it comes back when it is fast");
        } finally {
            LoopCode.use(before);
        }
    }

    /** Whether it has functions of doubles, which the JDK computes otherwise before they are compiled. */
    private static boolean usesTheJdk(Loop loop) {
        return loop.body().stream()
                .anyMatch(i -> i instanceof Loop.Apply a && a.dtype() == DType.FLOAT64 && TileOps.isTranscendental(a.op()));
    }

    private static boolean isNaN(DType type, long bits) { return type.isFloating() && Double.isNaN(Double.longBitsToDouble(bits)); }

    private static String text(DType type, long bits) { return type.isFloating() ? "" + Double.longBitsToDouble(bits) : "" + bits; }

    private static void assertClose(String what, DType type, long expected, long actual) {
        if (!type.isFloating()) {
            assertEquals(expected, actual, what);
            return;
        }
        double a = Double.longBitsToDouble(expected), b = Double.longBitsToDouble(actual);
        if (Double.isNaN(a) && Double.isNaN(b) || a == b) return;
        double ulp = type == DType.FLOAT64 ? Math.ulp(a) : type == DType.FLOAT32 ? Math.ulp((float) a) : Math.abs(a) * 0x1p-7 + 0x1p-24;
        // logaddexp may cancel near 0
        double room = what.contains("LOGADDEXP") ? 1e-6 : 0;
        assertTrue(Math.abs(a - b) <= (what.contains("ERFINV") ? 100 : what.contains("ERF") ? 12 : 3) * ulp + room,
                what + ": expected " + a + ", got " + b);
    }

    @Test
    void floatsAreGenerated() {
        operations().filter(c -> c.dtype == DType.FLOAT32 && c.op != Op.FLOOR_DIVIDE && c.op != Op.REMAINDER)
                .filter(c -> LoopCode.of(c.loop()).lanes >= 8) // bools of fewer have no vectors of bytes
                .forEach(c -> assertTrue(LoopEmitter.isSupported(c.loop()), c + " has no kernel"));
    }
}
