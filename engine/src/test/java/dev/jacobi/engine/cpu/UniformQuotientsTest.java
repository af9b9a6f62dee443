package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that divide by one value give the bits of a division, element by element, by products as by dividing. */
class UniformQuotientsTest {
    private static final int N = 4096, DIVISORS = 60;
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Float.MIN_VALUE,
            Float.MIN_NORMAL, -Float.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 0x1p-80, 0x1p80, 0x1p-40, 0x1p40,
            0x1p-600, 0x1p300,
            Math.nextDown(0x1p-80f), Math.nextDown(0x1p80f), Math.nextDown(0x1p40f), Math.nextDown(0x1p-40f)};

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /** Any magnitude; half of them have mantissas with long runs, whose quotients lie close to the middle between two numbers. */
    private double any(int exponents) {
        double mantissa = switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(8) * 0x1p-23;
            case 1 -> 2 - (1 + random.nextInt(8)) * 0x1p-23;
            default -> 1 + random.nextDouble();
        };
        return Math.scalb(random.nextBoolean() ? mantissa : -mantissa, random.nextInt(2 * exponents) - exponents);
    }

    /** Elements of one magnitude throughout, with edges only in a few of the vectors: the others have to be quick. */
    private double element(int i, int exponents) {
        if (i % 512 < 40) return i % 512 < EDGES.length ? EDGES[i % 512] : any(2 * exponents);
        return any(exponents / 4);
    }

    private static LoopKernel kernel(DType dtype, boolean products) {
        Loop.Builder b = new Loop.Builder();
        int x = b.load(dtype, false), d = b.load(dtype, true);
        b.store(b.apply(Op.DIVIDE, dtype, x, d));
        return LoopEmitter.emit(b.build(), products).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void floats(boolean products) {
        LoopKernel kernel = kernel(DType.FLOAT32, products);
        Buffer in = Memory.shared().allocate(4L * N), out = Memory.shared().allocate(4L * N);
        for (int k = 0; k < DIVISORS; k++) {
            float d = (float) (k < EDGES.length ? EDGES[k] : any(k % 2 == 0 ? 20 : 120));
            for (int i = 0; i < N; i++) in.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) element(i, 120));
            assertTrue(kernel.run(new long[]{in.address(), Double.doubleToRawLongBits(d), out.address()}, N));
            for (int i = 0; i < N; i++) {
                float x = in.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
                assertEquals(Float.floatToIntBits(x / d), Float.floatToIntBits(out.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i)),
                        x + " / " + d + ", seed " + seed);
            }
        }
        in.release();
        out.release();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doubles(boolean products) {
        LoopKernel kernel = kernel(DType.FLOAT64, products);
        Buffer in = Memory.shared().allocate(8L * N), out = Memory.shared().allocate(8L * N);
        for (int k = 0; k < DIVISORS; k++) {
            double d = k < EDGES.length ? EDGES[k] : any(k % 2 == 0 ? 200 : 1000);
            for (int i = 0; i < N; i++) in.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, element(i, 1000));
            assertTrue(kernel.run(new long[]{in.address(), Double.doubleToRawLongBits(d), out.address()}, N));
            for (int i = 0; i < N; i++) {
                double x = in.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                assertEquals(Double.doubleToLongBits(x / d), Double.doubleToLongBits(out.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i)),
                        x + " / " + d + ", seed " + seed);
            }
        }
        in.release();
        out.release();
    }
}
