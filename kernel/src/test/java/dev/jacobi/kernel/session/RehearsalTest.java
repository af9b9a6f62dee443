package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is compiled in advance never runs, and nobody sees a trace of it; cells come through while it goes on. */
    @Test
    void leavesNothingBehind() throws InterruptedException {
        try (Cells cells = Cells.plain()) {
            List<String> imports = cells.session.imports();
            System.clearProperty("rehearsed");
            Thread rehearsal = cells.session
                    .warmUp(List.of("int leftover = 1;", "System.setProperty(\"rehearsed\", \"\")", "1 + 1", "nonsense(",
                            "class Leftover { }", "import java.math.*;", "int leftOver() { return 1; }"));
            for (int i = 0; i < 5; i++) {
                assertEquals(i + 1, cells.value("1 + " + i));
                Thread.sleep(100);
            }
            assertTrue(rehearsal.join(PATIENCE));
            for (String name : List.of("leftover", "new Leftover()", "leftOver()", "BigInteger.ONE")) {
                assertEquals(CellError.Kind.COMPILATION, cells.error(name).kind(), name);
            }
            assertEquals(List.of(), cells.session.variables());
            assertEquals(imports, cells.session.imports());
            assertFalse(System.getProperties().containsKey("rehearsed"));
            assertEquals(12, cells.value("int leftover = 5; int leftOver() { return 7; } leftover + leftOver()"));
        }
    }

    @Test
    void endsWithTheSession() throws InterruptedException {
        Thread rehearsal;
        try (Cells cells = Cells.plain()) {
            rehearsal = cells.session.warmUp(List.of("1 + 1"));
        }
        assertTrue(rehearsal.join(PATIENCE));
    }
}
