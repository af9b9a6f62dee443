package dev.jacobi.engine.bench;

import dev.jacobi.engine.cpu.math.DoubleMath;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The JDK's own vector operators on doubles (SVML on x86), which {@link TileMathBench}'s are compared with: the same tile, nanoseconds an element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@OperationsPerInvocation(VendorMathBench.TILE)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class VendorMathBench {
    static final int TILE = 1024;

    private final double[] x = new double[TILE], y = new double[TILE], out = new double[TILE];

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(x, i -> random.nextDouble(0.01, 3));
        Arrays.fill(y, 1.7);
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private double[] loop(UnaryOperator<DoubleVector> f) {
        for (int i = 0; i < TILE; i += DoubleMath.SPECIES.length())
            f.apply(DoubleVector.fromArray(DoubleMath.SPECIES, x, i)).intoArray(out, i);
        return out;
    }

    @Benchmark
    public double[] exp() { return loop(v -> v.lanewise(VectorOperators.EXP)); }

    @Benchmark
    public double[] log() { return loop(v -> v.lanewise(VectorOperators.LOG)); }

    @Benchmark
    public double[] sin() { return loop(v -> v.lanewise(VectorOperators.SIN)); }

    @Benchmark
    public double[] tan() { return loop(v -> v.lanewise(VectorOperators.TAN)); }

    @Benchmark
    public double[] sinh() { return loop(v -> v.lanewise(VectorOperators.SINH)); }

    @Benchmark
    public double[] cosh() { return loop(v -> v.lanewise(VectorOperators.COSH)); }

    @Benchmark
    public double[] tanh() { return loop(v -> v.lanewise(VectorOperators.TANH)); }

    @Benchmark
    public double[] pow() {
        for (int i = 0; i < TILE; i += DoubleMath.SPECIES.length()) {
            DoubleVector.fromArray(DoubleMath.SPECIES, x, i)
                    .lanewise(VectorOperators.POW, DoubleVector.fromArray(DoubleMath.SPECIES, y, i)).intoArray(out, i);
        }
        return out;
    }
}
