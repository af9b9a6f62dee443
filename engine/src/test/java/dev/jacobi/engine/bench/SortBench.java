package dev.jacobi.engine.bench;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Microseconds a call of sort and argsort along the last axis, on all threads: one long line, and many short ones. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class SortBench {
    @Param({"1x1000000", "1000x1000"})
    public String shape;

    @Param({"FLOAT32", "INT32", "FLOAT64"})
    public DType dtype;

    private Array x;

    @Setup
    public void fill() {
        String[] sizes = shape.split("x");
        Array normal = mx.random.normal(mx.random.key(1), Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
        x = normal.multiply(1e6).astype(dtype).eval();
    }

    @Benchmark
    public Array sort() { return mx.sort(x).eval(); }

    @Benchmark
    public Array argsort() { return mx.argsort(x).eval(); }
}
