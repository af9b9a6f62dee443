package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A process that begins with a product. */
class FirstProductTest {

    /** The first class that the JVM makes for a function takes 10 ms, one for a switch over types as much again, each further one a millisecond. */
    private static final Pattern MADE = Pattern.compile(".*dev\\.jacobi\\.engine\\.(array|ir|cpu)\\.\\w+\\$\\$(Lambda|TypeSwitch).*");

    private static final String DONE = "computed";

    @Test
    void noClassesAreMadeForFunctionsAndSwitches() throws Exception {
        List<String> lines = output(Product.class, "-Xlog:class+load:stdout");
        assertTrue(lines.contains("256.0"), "the result is not there");
        List<String> before = lines.subList(0, lines.indexOf(DONE));
        assertEquals(List.of(), before.stream().filter(line -> MADE.matcher(line).matches()).toList());
    }

    @Test
    void memoryFromBeforeTheSystemsFunctionsAreLinked() throws Exception {
        assertEquals(List.of("aligned true", "own true", "left 0", "again true"), output(Early.class));
    }

    private static List<String> output(Class<?> main, String... options) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of(java, "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes, main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end after 60 s");
        return output.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    static final class Product {
        private Product() {}

        public static void main(String[] arguments) {
            Array a = mx.full(Shape.of(1024, 1024), 0.5);
            Array product = mx.matmul(a, a).eval();
            System.out.println(DONE);
            System.out.println(product.toFloatArray()[1024 * 1024 - 1]);
        }
    }

    /** What the process asks for at once: large and small blocks, which must not lie in each other, and go back. */
    static final class Early {
        private static final int[] SIZES = {1000, 70_000, 1 << 20, 3 << 20, 5 << 20, 5 << 20};

        private Early() {}

        public static void main(String[] arguments) {
            boolean aligned = true;
            Buffer[] buffers = new Buffer[SIZES.length];
            for (int i = 0; i < SIZES.length; i++) {
                buffers[i] = Memory.shared().allocate(SIZES[i]);
                aligned &= buffers[i].address() % 64 == 0;
                buffers[i].segment().fill((byte) i);
            }
            boolean own = true;
            for (int i = 0; i < SIZES.length; i++) {
                for (int at = 0; at < SIZES[i]; at++) own &= buffers[i].segment().get(ValueLayout.JAVA_BYTE, at) == i;
            }
            for (Buffer buffer : buffers) buffer.release();
            Memory.shared().clearCache();
            System.out.println("aligned " + aligned);
            System.out.println("own " + own);
            System.out.println("left " + Memory.shared().activeMemory());
            System.gc();
            Buffer again = Memory.shared().allocate(40 << 20);
            again.segment().fill((byte) 1);
            System.out.println("again " + (again.segment().get(ValueLayout.JAVA_BYTE, (40 << 20) - 1) == 1));
        }
    }
}
