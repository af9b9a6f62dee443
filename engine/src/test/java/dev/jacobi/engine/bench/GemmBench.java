package dev.jacobi.engine.bench;

import dev.jacobi.engine.cpu.gemm.Element;
import dev.jacobi.engine.cpu.gemm.Gemm;
import dev.jacobi.engine.cpu.gemm.GemmShape;
import dev.jacobi.engine.cpu.gemm.Matrix;
import dev.jacobi.engine.cpu.gemm.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
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

/** Microseconds a matrix product, on as many threads as {@code -Djacobi.threads} says. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class GemmBench {
    /** Batch, rows, columns and depth. */
    @Param({"1x256x256x256", "1x512x512x512", "1x1024x1024x1024", "1x2048x2048x2048", "64x128x128x64", "256x32x32x32", "1x256x512x784",
            "1x784x512x256", "1x256x10x512"})
    public String sizes;

    /** Whether A and B are as they are (n) or transposed (t). */
    @Param({"nn", "nt", "tn", "tt"})
    public String orientation;

    @Param({"FLOAT32", "FLOAT64"})
    public Element element;

    private GemmShape shape;
    private Matrix a;
    private Matrix b;
    private Target c;

    @Setup
    public void fill() {
        int[] n = Arrays.stream(sizes.split("x")).mapToInt(Integer::parseInt).toArray();
        shape = new GemmShape(n[0], n[1], n[2], n[3]);
        a = matrix(n[0], n[1], n[3], orientation.charAt(0) == 't');
        b = matrix(n[0], n[3], n[2], orientation.charAt(1) == 't');
        long each = (long) n[1] * n[2];
        c = Target.rowMajor(Arena.ofAuto().allocate(n[0] * each * element.bytes(), 64), n[2]).batched(each);
    }

    private Matrix matrix(int batch, int rows, int columns, boolean transposed) {
        long each = (long) rows * columns;
        MemorySegment memory = Arena.ofAuto().allocate(batch * each * element.bytes(), 64);
        SplittableRandom random = new SplittableRandom(1);
        for (long i = 0; i < batch * each; i++) {
            if (element == Element.FLOAT64) {
                memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, random.nextDouble(-1, 1));
            } else {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-1, 1));
            }
        }
        Matrix matrix = transposed ? Matrix.rowMajor(memory, rows).transposed() : Matrix.rowMajor(memory, columns);
        return matrix.batched(each);
    }

    @Benchmark
    public MemorySegment multiply() {
        Gemm.multiply(element, shape, a, b, c, false);
        return c.base();
    }
}
