package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SessionMemoryTest {

    @Test
    void aBigArrayDeclaredAgainAndAgainDoesNotPileUp() {
        try (Cells cells = Cells.plain()) {
            cells.ok("double use() { return big[0]; }\nvar big = new byte[10_000_000];\nSupplier<Integer> length = () -> big.length;");
            long before = used();
            for (int i = 0; i < 40; i++) {
                cells.ok("var big = new byte[10_000_000];");
                cells.value("new byte[10_000_000]");
            }
            long grown = used() - before;
            assertTrue(grown < 40_000_000, () -> "grew by " + grown + " bytes over 40 redeclarations of 10 MB");
        }
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
