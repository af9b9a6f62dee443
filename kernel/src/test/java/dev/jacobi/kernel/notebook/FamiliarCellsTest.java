package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jacobi.kernel.protocol.ExecuteResult;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the example notebooks and the guides of IJava and JJava do, in cells of our own: standard streams, displays of given media types, charts, Swing
 * components, jars, Maven, POMs, code and magics that a cell runs.
 */
public class FamiliarCellsTest extends WithInterpreter {
    /** A cell counts this down when it has reached what is to be stopped. */
    public static volatile CountDownLatch reached = new CountDownLatch(0);

    @TempDir
    private Path directory;

    @BeforeEach
    void nothingIsShownYet() { outputs.take(); }

    private MimeBundle value(String code) { return assertInstanceOf(ExecuteResult.Value.class, run(code), code).bundle(); }

    private String failure(String code) { return assertInstanceOf(ExecuteResult.Failure.class, run(code), code).evalue(); }

    private static String text(JsonNode output, String mime) {
        StringBuilder all = new StringBuilder();
        JsonNode data = output.path("data").path(mime);
        if (data.isTextual()) return data.asText();
        data.forEach(line -> all.append(line.asText()));
        return all.toString();
    }

    @Test
    void standardStreams() {
        ok("System.out.println(\"to out\"); System.err.println(\"to err\"); printf(\"%s %d%n\", \"six\", 6);\n\"a value that is not shown\";");
        var shown = outputs.take();
        assertEquals(
                "[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"to out\\n\"]},{\"output_type\":\"stream\",\"name\":\"stderr\",\"text\":"
                        + "[\"to err\\n\"]},{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"six 6\\n\"]}]",
                shown.toString());
        assertEquals("shown", value("\"shown\"").plainText());
    }

    @Test
    void displaysOfGivenMediaTypes() {
        ok("display(\"<b>bold</b>\", \"text/html\", \"text/markdown\");");
        JsonNode shown = outputs.take().get(0);
        for (String mime : List.of("text/plain", "text/html", "text/markdown")) assertEquals("<b>bold</b>", text(shown, mime), mime);
        ok("display(\"alert('hello')\", \"application/javascript\");");
        assertEquals("alert('hello')", text(outputs.take().get(0), "application/javascript"));
        MimeBundle rendered = value("String md = \"from **Java**\";\nrender(md, \"text/markdown\")");
        assertEquals("from **Java**", rendered.data().get("text/markdown").asText());
        assertEquals(List.of("text/plain", "image/png"), List.copyOf(value("var image = new java.awt.image.BufferedImage(3, 2, 1);\n"
                + "render(image, \"image/png\", \"image/none\")").data().keySet()));
        assertEquals("7", value("render(7)").plainText());
    }

    @Test
    void displaysAreReplaced() {
        ok("String place = display(\"<b>3</b>\", \"text/html\");\nfor (int i = 2; i >= 0; i--) updateDisplay(place, \"<b>\" + i + \"</b>\", \"text/html\");");
        var shown = outputs.take();
        assertEquals(1, shown.size());
        assertEquals("<b>0</b>", text(shown.get(0), "text/html"));
        ok("String other = display(1); updateDisplay(other, 2);");
        assertEquals("2", text(outputs.take().get(0), "text/plain"));
    }

    @Test
    void aChartOfALibraryIsAPicture() throws Exception {
        BufferedImage image = picture(value("import org.knowm.xchart.*;\ndouble[] xData = {0, 1, 2}, yData = {2, 1, 0};\n"
                + "XYChart chart = QuickChart.getChart(\"Sample\", \"X\", \"Y\", \"y(x)\", xData, yData);\nchart"));
        assertTrue(image.getWidth() > 100 && colours(image) > 2);
    }

    @Test
    void swingComponentsArePictures() throws Exception {
        BufferedImage image = picture(
                value("import javax.swing.*; import java.awt.Color; import java.awt.Graphics; import java.awt.BorderLayout;\n"
                        + "JPanel bars = new JPanel() {\n    protected void paintComponent(Graphics g) {\n        super.paintComponent(g);\n"
                        + "        g.setColor(Color.RED);\n        g.fillRect(10, 20, 30, 40);\n    }\n};\nbars.setBackground(Color.WHITE); bars.setSize(200, 100); bars"));
        assertEquals(200, image.getWidth());
        assertEquals(0xffff0000, image.getRGB(11, 21));
        assertEquals(0xffffffff, image.getRGB(100, 80));
        ok("JPanel form = new JPanel(new BorderLayout()); form.add(new JButton(\"press\"), BorderLayout.NORTH); form.add(new JLabel(\"label\")); display(form);");
        JsonNode shown = outputs.take().get(0);
        assertTrue(text(shown, "text/plain").startsWith("JPanel of "), shown::toString);
        assertTrue(colours(decoded(text(shown, "image/png"))) > 2);
    }

    private static BufferedImage picture(MimeBundle bundle) throws Exception { return decoded(bundle.data().get("image/png").asText()); }

    private static BufferedImage decoded(String png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(png)));
    }

    private static long colours(BufferedImage image) {
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())).distinct()
                .count();
    }

    @Test
    void jarsAndLibrariesAreListedForWhoAsks() throws Exception {
        byte[] empty = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        Path one = Files.write(directory.resolve("one.jar"), empty), two = Files.write(directory.resolve("two.jar"), empty);
        assertEquals("[" + one + ", " + two + "]", value("List<String> added = %jars " + directory + "/*.jar\nadded").plainText());
        assertEquals("[" + one + "]", value("List<String> again = lineMagic(\"classpath\", List.of(\"" + one + "\"));\nagain").plainText());
        String pom = "<dependency><groupId>org.apache.commons</groupId><artifactId>commons-math3</artifactId><version>3.6.1</version></dependency>";
        String found = value("List<String> math = cellMagic(\"loadFromPOM\", List.of(\"-o\"), \"" + pom + "\");\nmath.getFirst()")
                .plainText();
        assertTrue(found.endsWith("commons-math3-3.6.1.jar"), found);
        assertEquals("6", value("import org.apache.commons.math3.util.ArithmeticUtils;\nArithmeticUtils.gcd(12, 18)").plainText());
    }

    @Test
    void aCellRunsCellsAndMagics() {
        assertEquals("6", value("(int) eval(\"1 + 2\") + 3").plainText());
        assertEquals("49", value("eval(\"int side = 7; int area(int s) { return s * s; }\"); (int) eval(\"area(side)\")").plainText());
        assertEquals("7", value("side").plainText());
        assertEquals("true", value("eval(\"var none = 1;\") == null").plainText());
        assertEquals("5",
                value("int depth(int n) { return n == 0 ? 5 : (int) eval(\"depth(\" + (n - 1) + \")\"); }\ndepth(3)").plainText());
        ok("eval(\"%time 3 + 4\");");
        assertTrue(outputs.take().toString().contains("CPU times: "));
        ok("lineMagic(\"sh\", List.of(\"echo\", \"$((6 * 7))\"));");
        assertTrue(outputs.take().toString().contains("42"));
        assertEquals("array(6, dtype=float32)", value("var six = array(2.0) * 3; eval(six); six").plainText());
    }

    @Test
    void whatFailsInACellThatACellRunsIsTold() {
        assertTrue(failure("eval(\"nope + 1\")").startsWith("[eval] cell 0:1: error: cannot find symbol, variable nope"));
        assertTrue(failure("eval(\"throw new java.io.IOException(\\\"inner\\\")\")").contains("java.io.IOException: inner"));
        assertTrue(failure("lineMagic(\"nonesuch\", List.of())").contains("%nonesuch: there is no such magic"));
        assertTrue(failure("lineMagic(\"two words\\n3\", List.of())").contains("is no call of one magic"));
        assertTrue(failure("CompletableFuture.supplyAsync(() -> eval(\"1\")).join()").contains("this is not the thread of a cell"));
        assertTrue(failure("void deep() { eval(\"deep()\"); }\ndeep()").contains("50 cells run each other: perhaps without end"));
        assertEquals("4", value("2 + 2").plainText());
    }

    @Test
    void aCellThatACellRunsIsInterrupted() throws Exception {
        ok("import static dev.jacobi.kernel.notebook.FamiliarCellsTest.reached; int kept = 3;");
        for (String inner : List.of("while (true) reached.countDown();", "%timeit -r 1000000 reached.countDown()", "%%sh\\nsleep 100")) {
            reached = new CountDownLatch(1);
            String cell = (inner.startsWith("%%sh") ? "reached.countDown(); " : "") + "eval(\"" + inner + "\");";
            var running = CompletableFuture.supplyAsync(() -> run(cell), task -> new Thread(task, "caller").start());
            assertTrue(reached.await(60, TimeUnit.SECONDS), cell);
            Thread.sleep(300);
            kernel.interrupt();
            assertEquals("Interrupted", assertInstanceOf(ExecuteResult.Failure.class, running.get(60, TimeUnit.SECONDS), cell).ename(),
                    cell);
            assertEquals("3", value("kept").plainText());
        }
    }
}
