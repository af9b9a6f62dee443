package dev.jacobi.engine.bench;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.mx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to build and evaluate small things, nothing compiled: {@code -Djmh="SmallGraphsBench"}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class SmallGraphsBench {
    private final Array xs = mx.random.uniform(mx.random.key(0), 0, 1, 4096, 100).eval();
    private final Array ys = mx.random.uniform(mx.random.key(1), 0, 1, 100, 4096).eval();
    private final Array vector = mx.random.uniform(mx.random.key(2), 0, 1, 1000).eval();
    private final Array half = mx.array(0.5), one = mx.array(1.0);
    private final Fn2 vmapAdd = mx.vmap((Fn2) (x, y) -> x.add(y), mx.inAxes(0, 1));
    private final Fn1 cosine = mx.grad((Fn1) mx::sin);
    private final Fn1 fifth = mx.grad(mx.grad(mx.grad(mx.grad(cosine))));
    private final Fn1 perExample = mx.vmap(mx.grad((Fn1) x -> mx.sin(x).multiply(x).add(mx.exp(mx.negative(x)))));

    /** The documentation's naive addition of 4096 pairs of vectors of 100 elements, rows and columns. */
    @Benchmark
    public List<Array> naiveAdd() {
        List<Array> sums = new ArrayList<>();
        for (int i = 0; i < 4096; i++) sums.add(xs.get(i).add(ys.get(Index.all(), Index.at(i))));
        mx.eval(sums);
        return sums;
    }

    /** The same graphs, only built. */
    @Benchmark
    public List<Array> naiveAddBuilt() {
        List<Array> sums = new ArrayList<>();
        for (int i = 0; i < 4096; i++) sums.add(xs.get(i).add(ys.get(Index.all(), Index.at(i))));
        return sums;
    }

    @Benchmark
    public Array vmapAdd() {
        return vmapAdd.apply(xs, ys).eval();
    }

    @Benchmark
    public Array scalarOperation() {
        return half.add(one).eval();
    }

    @Benchmark
    public Array chainOf1000Scalars() {
        Array r = half;
        for (int i = 0; i < 1000; i++) r = r.add(one);
        return r.eval();
    }

    @Benchmark
    public Array gradOfSine() {
        return cosine.apply(half).eval();
    }

    @Benchmark
    public Array fifthDerivativeOfSine() {
        return fifth.apply(half).eval();
    }

    @Benchmark
    public Array vmapOfGradOn1000() {
        return perExample.apply(vector).eval();
    }
}
