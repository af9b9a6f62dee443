package dev.jacobi.engine.bench;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
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

/** Microseconds a call of conv2d on 8 images of 64 x 64 pixels, on all threads: plain, strided, by groups, and each channel alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class ConvolutionBench {
    private static final int BATCH = 8, SIDE = 64, FILTERS = 64;

    @Param({"3", "32"})
    public int channels;

    @Param({"1", "3", "5"})
    public int kernel;

    private Array x, weight, ofGroups, ofChannels;

    private static Array normal(int seed, int... shape) { return mx.random.normal(mx.random.key(seed), shape).eval(); }

    @Setup
    public void fill() {
        x = normal(1, BATCH, SIDE, SIDE, channels);
        weight = normal(2, FILTERS, kernel, kernel, channels);
        ofGroups = normal(3, channels * 2, kernel, kernel, 1);
        ofChannels = normal(4, channels, kernel, kernel, 1);
    }

    @Benchmark
    public Array plain() { return x.conv2d(weight, mx.conv().padding(kernel / 2)).eval(); }

    @Benchmark
    public Array strided() { return x.conv2d(weight, mx.conv().padding(kernel / 2).stride(2)).eval(); }

    @Benchmark
    public Array groups() { return x.conv2d(ofGroups, mx.conv().padding(kernel / 2).groups(channels)).eval(); }

    @Benchmark
    public Array depthwise() { return x.conv2d(ofChannels, mx.conv().padding(kernel / 2).groups(channels)).eval(); }
}
