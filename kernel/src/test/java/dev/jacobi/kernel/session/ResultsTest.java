package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code _}, {@code Out[n]} and their like. */
class ResultsTest {
    private Cells cells;

    @BeforeEach
    void start() {
        cells = Cells.plain();
    }

    @AfterEach
    void stop() {
        cells.close();
    }

    @Test
    void lastResultsHaveTheirTypes() {
        cells.value("List.of(\"one\", \"three\")");
        assertEquals(5, cells.value("_.get(1).length()"));
        assertEquals(7, cells.value("_ + 2"));
        assertEquals(12, cells.value("_ + __"));
        assertEquals("three", cells.value("Out[1].get(1)"));
        assertEquals(10, cells.value("_2 * 2"));
        assertEquals(Map.of(1, java.util.List.of("one", "three"), 2, 5, 3, 7, 4, 12, 5, "three", 6, 10), cells.value("Out"));
        assertEquals("int", cells.run("_2").value().orElseThrow().typeName());
        assertEquals(5, cells.value("java.util.function.IntSupplier s = () -> _2; s.getAsInt()"));
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 1; i <= Results.KEPT + 1; i++) {
            cells.value("" + i);
        }
        CellError e = cells.error("Out[1]");
        assertTrue(e.message().contains("no result of cell 1 is kept"), e.message());
        assertEquals(Results.KEPT + 1, cells.value("_"));
        cells.session.forgetResults();
        assertTrue(cells.error("_").message().contains("not so many results"), "after forgetting");
    }

    @Test
    void legalJavaKeepsItsMeaning() {
        cells.value("1");
        assertEquals(3, cells.value("int _1 = 3; _1"));
        assertEquals(4, cells.value("var Out = new int[] {4}; Out[0]"));
        assertEquals(2, cells.value("BinaryOperator<Integer> second = (_, b) -> b; second.apply(1, 2)"));
        assertTrue(cells.error("__nothing").message().contains("__nothing"));
    }
}
