package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.ConvOptions;
import dev.jacobi.engine.mx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A convolution's bits do not show which of its kernels have been compiled. In a process of its own, where at first there are none. */
class ConvolutionKernelsTest {

    @Test
    void kernelsThatBecomeReadyChangeNothing() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-Djacobi.vector.bits=" + Lanes.configuredBits(), "-cp", classes, Repeated.class.getName()).redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end after 60 s");
        List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
        assertEquals(List.of("lines 1", "deep lines 1", "patches 1", "derivative 1"), lines);
    }

    /** What the process runs: prints how many different results there were of each. */
    static final class Repeated {
        private static final long NANOS = 4_000_000_000L;

        private Repeated() {}

        public static void main(String[] arguments) {
            // 25 places to a line: four tiles of six rows and one row, of two full vectors and of one at any width
            Array image = normal(1, 3, 5, 25, 16), weight = normal(2, 40, 3, 3, 16);
            Array deep = normal(3, 1, 4, 25, 150), deepWeight = normal(4, 40, 3, 3, 150);
            Array narrow = normal(5, 3, 5, 5, 16), wide = normal(6, 64, 3, 3, 16), slope = normal(7, 3, 5, 25, 64);
            ConvOptions padded = mx.conv().padding(1);
            Map<String, Supplier<Array>> results = new LinkedHashMap<>();
            results.put("lines", () -> image.conv2d(weight, padded));
            results.put("deep lines", () -> deep.conv2d(deepWeight, padded));
            results.put("patches", () -> narrow.conv2d(weight, padded));
            results.put("derivative", () -> mx.grad((Array w) -> image.conv2d(w, padded).multiply(slope).sum()).apply(wide));
            Map<String, Set<Integer>> bits = new LinkedHashMap<>();
            for (long start = System.nanoTime(); System.nanoTime() - start < NANOS;) {
                results.forEach((name, result) -> bits.computeIfAbsent(name, key -> new LinkedHashSet<>())
                        .add(Arrays.hashCode(result.get().toFloatArray())));
            }
            bits.forEach((name, found) -> System.out.println(name + " " + found.size()));
        }

        private static Array normal(int seed, int... shape) { return mx.random.normal(mx.random.key(seed), shape).eval(); }
    }
}
