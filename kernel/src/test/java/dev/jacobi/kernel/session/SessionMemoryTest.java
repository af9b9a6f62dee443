package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.mx;
import dev.jacobi.kernel.cell.OperatorTargets;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cells that declare a big array again and again. Every build runs some; a thousand run with {@code mvn -Plong}, and print what the process holds. */
class SessionMemoryTest {
    private static final int SHORT = 60;
    private static final int LONG = 1000;
    private static final int ARRAY = 10_000_000;
    /** What each cell may leave behind for ever: its text, its classes, what the compiler knows of them. */
    private static final long OF_A_CELL = 20_000;

    @Test
    void javaArraysDeclaredAgainAndAgainDoNotPileUp() throws Exception {
        javaArrays(SHORT);
    }

    @Test
    @Tag("long")
    void aThousandJavaArraysDoNotPileUp() throws Exception {
        javaArrays(LONG);
    }

    private static void javaArrays(int rounds) throws Exception {
        try (Cells cells = Cells.plain()) {
            cells.ok("double use() { return big[0]; }\nvar big = new float[2_500_000];\nSupplier<Integer> length = () -> big.length;");
            flat("Java arrays", rounds, () -> {
                cells.ok("var big = new float[2_500_000];");
                cells.value("new float[2_500_000]");
            });
        }
    }

    @Test
    void arraysOfTheEngineDeclaredAgainAndAgainDoNotPileUp() throws Exception {
        arraysOfTheEngine(SHORT);
    }

    @Test
    @Tag("long")
    void aThousandArraysOfTheEngineDoNotPileUp() throws Exception {
        arraysOfTheEngine(LONG);
    }

    private static void arraysOfTheEngine(int rounds) throws Exception {
        var options = SessionOptions.plain().withImports("import dev.jacobi.engine.array.Array;", "import static dev.jacobi.engine.mx.*;")
                .withOperators(OperatorTargets.jacobi()).withCompilerOptions("--add-modules", "jdk.incubator.vector");
        try (Cells cells = new Cells(options)) {
            cells.ok("Array twice() { return big * 2; }\nvar big = ones(2_500_000);");
            flat("arrays of the engine", rounds, () -> {
                cells.ok("var big = ones(2_500_000) + 1; eval(big); eval(twice());");
                cells.value("big + 1");
            });
        }
    }

    private interface Round {
        void run() throws Exception;
    }

    /** As many rounds as fill the bounded things (kept results, pools), then all: the second half must not hold more than the first. */
    private static void flat(String what, int rounds, Round round) throws Exception {
        for (int i = 0; i < 12; i++) {
            round.run();
        }
        Held before = Held.now();
        System.out.printf(Locale.ROOT, "%s, before: %s%n", what, before);
        for (int i = 1; i <= rounds; i++) {
            round.run();
            if (i % 250 == 0) {
                System.out.printf(Locale.ROOT, "%s, %d rounds: %s%n", what, i, Held.now());
            }
        }
        Held after = Held.now();
        long allowed = ARRAY * 2L + rounds * 2L * OF_A_CELL;
        assertTrue(after.heap - before.heap < allowed, () -> "heap: " + before + " -> " + after);
        assertTrue(after.offHeap - before.offHeap < ARRAY * 2L, () -> "off heap: " + before + " -> " + after);
        assertTrue(after.classes - before.classes < allowed, () -> "classes: " + before + " -> " + after);
    }

    /** What the process holds after a collection, in bytes; the resident set too where the system tells it. */
    private record Held(long heap, long offHeap, long classes, long resident) {
        static Held now() throws IOException, InterruptedException {
            for (int i = 0; i < 4; i++) {
                System.gc();
                Thread.sleep(20); // cleaners have their own thread
            }
            long classes = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getName().equals("Metaspace") || pool.getName().startsWith("Code")) {
                    classes += pool.getUsage().getUsed();
                }
            }
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            Path status = Path.of("/proc/self/statm");
            long pages = Files.exists(status) ? Long.parseLong(Files.readString(status).split(" ")[1]) : 0;
            return new Held(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), mx.activeMemory() + direct, classes,
                    pages * 4096);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "heap %.1f MB, off heap %.1f MB, classes and code %.1f MB, resident %.0f MB", heap * 1e-6,
                    offHeap * 1e-6, classes * 1e-6, resident * 1e-6);
        }
    }
}
