package dev.jacobi.engine.bench;

import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds an element of elementary functions over a tile in the L1 cache, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class TileMathBench {
    private static final int TILE = 1024;

    private final float[] x = new float[TILE];
    private final float[] one7 = new float[TILE];
    private final float[] out = new float[TILE];
    private final double[] xd = new double[TILE];
    private final double[] one7d = new double[TILE];
    private final double[] outd = new double[TILE];

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        // within the domain of most functions, and on both sides of their inner branches
        Arrays.setAll(xd, i -> random.nextDouble(0.01, 3));
        for (int i = 0; i < TILE; i++) {
            x[i] = (float) xd[i];
        }
        Arrays.fill(one7, 1.7f);
        Arrays.fill(one7d, 1.7);
    }

    @State(Scope.Thread)
    public static class Unary {
        @Param
        public MathFunction f;
    }

    @State(Scope.Thread)
    public static class Binary {
        @Param
        public BinaryMathFunction f;
    }

    @Benchmark
    @OperationsPerInvocation(TILE)
    public float[] floats(Unary unary) {
        TileMath.unary(unary.f, x, out, TILE);
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(TILE)
    public float[] floatPairs(Binary binary) {
        TileMath.binary(binary.f, x, one7, out, TILE);
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(TILE)
    public double[] doubles(Unary unary) {
        TileMath.unary(unary.f, xd, outd, TILE);
        return outd;
    }

    @Benchmark
    @OperationsPerInvocation(TILE)
    public double[] doublePairs(Binary binary) {
        TileMath.binary(binary.f, xd, one7d, outd, TILE);
        return outd;
    }
}
