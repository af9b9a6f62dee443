package dev.jacobi.engine.bench;

import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a buffer costs that the pool has: {@code -Djmh="MemoryBench -f 1"}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class MemoryBench {

    @Param({"64", "4096", "4194304", "67108864"})
    long bytes;

    private final Memory memory = new Memory(8L << 30);

    /** A temporary of the evaluator: taken, and released by its last reader. */
    @Benchmark
    public long allocateAndRelease() {
        Buffer buffer = memory.allocate(bytes);
        long address = buffer.address();
        buffer.release();
        return address;
    }

    /** An array that a person drops: its block comes back through the collector. */
    @Benchmark
    public Buffer allocateAndDrop() {
        return memory.allocate(bytes);
    }
}
