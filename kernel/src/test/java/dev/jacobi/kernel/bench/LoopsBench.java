package dev.jacobi.kernel.bench;

import dev.jacobi.kernel.magic.Notebooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@link Loops} by JMH: each method is a case of {@link CellsBesideJavac}, by its name. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
// Long enough for the session's index of classes, which is made in the meantime.
@Warmup(iterations = 4, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 25, time = 60, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class LoopsBench {
    private static final Path SOURCE = Path.of("src/test/java/dev/jacobi/kernel/bench/Loops.java");
    private static final int N = 48;

    /**
     * No constant: a caller that is compiled with the product inside of it would know how often each loop runs, which is worth a fifth of the time, and when
     * it is compiled (after 60,000 calls, later while the compiler has other work) is not what is measured.
     */
    private int n = N;

    /** Who compiles the loops: javac alone, or the session. */
    @Param({"javac", "cell"})
    public String compiler;

    private final Random places = new Random(3);
    private double[] x, y, a, b, c;
    private int[] whole, counts;
    private Object[] between;
    private Notebooks notebook;
    private LoopWork loops;

    @Setup
    public void compile() throws IOException {
        if (compiler.equals("javac")) {
            loops = new Loops();
            return;
        }
        notebook = new Notebooks();
        String source = Files.readString(SOURCE);
        notebook.ok(source.substring(source.indexOf(';') + 1));
        loops = (LoopWork) notebook.value("new Loops()");
        if (loops.getClass() == Loops.class) throw new IllegalStateException("the cell found the build's class");
    }

    /** How far arrays lie apart matters more than what is measured, and differs from process to process: here each time. */
    @Setup(Level.Iteration)
    public void place() {
        between = new Object[6];
        x = Kernels.doubles(4096);
        between[0] = new long[places.nextInt(512)];
        y = Kernels.doubles(4096);
        between[1] = new long[places.nextInt(512)];
        a = Kernels.doubles(N * N);
        between[2] = new long[places.nextInt(512)];
        b = Kernels.doubles(N * N);
        between[3] = new long[places.nextInt(512)];
        c = new double[N * N];
        between[4] = new long[places.nextInt(512)];
        whole = Kernels.ints(4096);
        between[5] = new long[places.nextInt(512)];
        counts = new int[256];
    }

    @TearDown
    public void close() {
        if (notebook != null) notebook.close();
    }

    @Benchmark
    public double sum() { return loops.sum(x); }

    @Benchmark
    public void axpy() { loops.axpy(1e-9, x, y); }

    @Benchmark
    public void stencil() { loops.stencil(x, y); }

    @Benchmark
    public void product() { loops.product(n, a, b, c); }

    @Benchmark
    public void histogram() { loops.histogram(whole, counts); }
}
