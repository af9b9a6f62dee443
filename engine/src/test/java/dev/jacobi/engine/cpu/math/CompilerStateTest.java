package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The bits of a result must not depend on whether its code was interpreted or compiled. The Vector API's own transcendental operators break this: compiled code
 * calls Intel's SVML for them, interpreted code Math.
 */
class CompilerStateTest {
    @Test
    void interpretedAndCompiledCodeGiveTheSameBits() throws Exception {
        List<String> interpreted = run("-Xint"), compiled = run("-XX:TieredStopAtLevel=4");
        assertTrue(interpreted.size() > 30, interpreted.toString());
        assertEquals(interpreted, compiled);
    }

    private static List<String> run(String mode) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", mode,
                "-D" + VectorWidth.PROPERTY + "=" + FloatMath.SPECIES.vectorBitSize(), "-cp", classes, Sums.class.getName())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end after 60 s");
        return output.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
    }

    /** What the two processes run: prints a sum of the bits of each function's results, taken after so many calls that C2 has compiled it if there is one. */
    static final class Sums {
        private static final int TILE = 512;

        private Sums() {
        }

        public static void main(String[] arguments) {
            boolean compiles = !System.getProperty("java.vm.info").contains("interpreted");
            float[] u = new float[TILE], v = new float[TILE], w = new float[TILE];
            double[] x = new double[TILE], y = new double[TILE], z = new double[TILE];
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < TILE; i++) {
                x[i] = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-3, 8));
                y[i] = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-3, 3));
                u[i] = (float) x[i];
                v[i] = (float) y[i];
            }
            for (MathFunction f : MathFunction.values()) {
                repeat(compiles, () -> TileMath.unary(f, x, z, TILE), 100);
                repeat(compiles, () -> TileMath.unary(f, u, w, TILE), 50);
                System.out.println(f + " " + Arrays.hashCode(z) + " " + Arrays.hashCode(w));
            }
            double[] positive = Arrays.stream(x).map(Math::abs).toArray();
            for (BinaryMathFunction f : BinaryMathFunction.values()) {
                double[] base = f == BinaryMathFunction.POW ? positive : x;
                repeat(compiles, () -> TileMath.binary(f, base, y, z, TILE), 100);
                repeat(compiles, () -> TileMath.binary(f, u, v, w, TILE), 50);
                System.out.println(f + " " + Arrays.hashCode(z) + " " + Arrays.hashCode(w));
            }
            float[] many = new float[90_000];
            for (int i = 0; i < many.length; i++) many[i] = (float) random.nextDouble(-1, 1);
            // axes that don't lie beside each other are summed tile by tile
            Array numbers = mx.array(many), apart = numbers.reshape(30, 100, 30);
            double[][] sums = new double[2][];
            repeat(compiles, () -> sums[0] = apart.sum(0, 2).toDoubleArray(), 600);
            repeat(compiles, () -> sums[1] = mx.cumsum(numbers).toDoubleArray(), 400);
            System.out.println("sums " + Arrays.hashCode(sums[0]) + " " + Arrays.hashCode(sums[1]));
        }

        private static void repeat(boolean compiles, Runnable call, int milliseconds) {
            long end = System.nanoTime() + milliseconds * 1_000_000L;
            do {
                call.run();
            } while (compiles && System.nanoTime() < end);
        }
    }
}
