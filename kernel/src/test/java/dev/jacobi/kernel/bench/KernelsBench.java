package dev.jacobi.kernel.bench;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@link Kernels} by JMH: each method is a case of {@link TimeitBesideJmh}, by its name. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class KernelsBench {
    private double v = 2;
    private final double[] x = Kernels.doubles(1024), y = Kernels.doubles(1024);
    private final int[] whole = Kernels.ints(10_000);
    private final Array a = mx.array(Kernels.doubles(4096));

    @Benchmark
    public double log() { return Math.log(v); }

    @Benchmark
    public Object point() { return new Kernels.Point(v, v); }

    @Benchmark
    public double sum() { return Kernels.sum(x); }

    @Benchmark
    public void axpy() { Kernels.axpy(1e-9, x, y); }

    @Benchmark
    public Array chain() {
        Array result = Kernels.chain(a);
        result.eval();
        return result;
    }

    @Benchmark
    public int[] sort() { return Kernels.sorted(whole); }

    @Benchmark
    public String string() { return Kernels.joined(100); }
}
