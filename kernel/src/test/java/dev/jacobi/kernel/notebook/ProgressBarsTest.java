package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jacobi.engine.progress.ProgressState;
import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Loops that show how far they are, as outputs. */
class ProgressBarsTest {
    private final CellOutputs outputs = new CellOutputs();

    private static String text(JsonNode output, String mime) { return output.path("data").path(mime).path(0).asText(); }

    @Test
    void eachLoopIsOneOutput() {
        var bars = new ProgressBars(outputs, () -> false);
        var outer = bars.open();
        var inner = bars.open();
        for (int i = 1; i <= 3; i++) {
            outer.show(new ProgressState("<outer>", i, OptionalLong.of(3), i, i == 3));
            inner.show(new ProgressState("", i, OptionalLong.empty(), i, i == 3));
        }
        var shown = outputs.take();
        assertEquals(2, shown.size());
        assertEquals("<outer> 100 % |" + "█".repeat(30) + "| 3/3 in 0:03, 1.0/s", text(shown.get(0), "text/plain"));
        assertEquals("<div>&lt;outer&gt; <progress value=\"1.0000\" max=\"1\"></progress> 100 % 3/3 in 0:03, 1.0/s</div>",
                text(shown.get(0), "text/html"));
        assertEquals("3 in 0:03, 1.0/s", text(shown.get(1), "text/plain"));
    }

    private static ProgressState state(String label, long done, long size) {
        return new ProgressState(label, done, OptionalLong.of(size), done, done == size);
    }

    private java.util.List<String> shown(com.fasterxml.jackson.databind.node.ArrayNode all) {
        var texts = new java.util.ArrayList<String>();
        all.forEach(o -> texts.add(text(o, "text/plain").replaceAll("\\s*\\d+ % .*\\|(?= )|, [^,]* left|, [\\d.]+/s", "")));
        return texts;
    }

    @Test
    void ofLoopsInLoopsTheOuterStandsFirstAndTheInnerTakeEachOthersPlace() {
        var bars = new ProgressBars(outputs, () -> true);
        var outer = bars.open();
        for (int i = 1; i <= 3; i++) {
            for (String label : new String[]{"train", "test"}) {
                bars.open(); // too short to be shown
                var inner = bars.open();
                inner.show(state(label + i, 1, 2));
                inner.show(state(label + i, 2, 2));
            }
            outer.show(state("outer", i, 3));
        }
        var next = bars.open();
        next.show(state("next", 1, 4));
        bars.cellEnds(outputs);
        assertEquals(java.util.List.of("outer 3/3 in 0:03", "train3 2/2 in 0:02", "test3 2/2 in 0:02", "next 1/4 in 0:01, stopped"),
                shown(outputs.take()));
    }

    @Test
    void loopsThatDoNotComeToTheirEndSaySoWhenTheCellIsThrough() {
        var bars = new ProgressBars(outputs, () -> true);
        var outer = bars.open();
        outer.show(state("outer", 1, 3));
        var inner = bars.open();
        inner.show(state("inner", 2, 5));
        bars.cellEnds(outputs);
        assertEquals(java.util.List.of("outer 1/3 in 0:01, stopped", "inner 2/5 in 0:02, stopped"), shown(outputs.take()));
        bars.cellEnds(outputs);
        assertEquals(0, outputs.take().size(), "once");
    }

    @Test
    void cellsHaveThemByNameAlsoWhenTheirStreamIsClosed() {
        var out = System.out;
        var err = System.err;
        var in = System.in;
        try (var kernel = new NotebookInterpreter()) {
            kernel.start(outputs);
            int[] count = {0};
            for (String cell : new String[]{"int sum = 0; for (int i : mx.progress(List.of(1, 2))) sum += i;",
                    "for (int i : progress(3)) sum += i;",
                    "System.out.close(); for (int i : progress(new Integer[]{4, 5}).label(\"x\")) sum += i; System.out.println(\"still\");"})
                assertInstanceOf(ExecuteResult.Done.class, kernel.execute(ExecuteRequest.of(cell, ++count[0]), outputs), cell);
            assertEquals("15",
                    assertInstanceOf(ExecuteResult.Value.class, kernel.execute(ExecuteRequest.of("sum", 9), outputs)).bundle().plainText());
            assertTrue(outputs.take().toString().contains("still"));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
