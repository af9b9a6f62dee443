package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cell does, the person is told, and the kernel goes on with all of its state: the kernel as a process, over its sockets. */
class CellFaultTest extends WithKernelProcess {
    CellFaultTest() {
        super("-Xmx400m");
    }

    @BeforeAll
    void declare() {
        kernel.ok("int kept = 6; int twice(int n) { return 2 * n; }");
    }

    @AfterEach
    void theKernelGoesOn() {
        assertTrue(kernel.isAlive(), () -> kernel.log.toString());
        kernel.awaitQuiet();
        assertEquals("12", kernel.value("twice(kept)"));
        assertEquals("printed\n", kernel.ok("System.out.println(\"printed\");").text("stdout"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "throw new Error(\"oops\");~Bad whose toString() threw java.lang.Error: oops",
            "return toString() + 1;~Bad whose toString() threw java.lang.StackOverflowError", "return null;~null",
            "System.exit(1); return \"\";~Bad whose toString() threw dev.jacobi.kernel.session.ExitRefusedException: System.exit(1)"})
    void aValueWithoutTextIsShownAsWhatItsTextThrew(String body, String shown) {
        String declaration = "class Bad { public String toString() { " + body + " } }\n";
        String result = kernel.value(declaration + "new Bad()");
        assertTrue(result.startsWith(shown), result);
        String displayed = KernelProcess.plainText(kernel.ok(declaration + "display(new Bad());").ofType("display_data").getFirst());
        assertTrue(displayed.startsWith(shown), displayed);
    }

    @Test
    void aValueWhoseTextTakesAllMemoryIsAnErrorOfTheCell() {
        ObjectNode error = kernel.error(
                "class Big { public String toString() { return \"\" + new long[Integer.MAX_VALUE - 8].length; } }\nnew Big()");
        assertEquals("java.lang.OutOfMemoryError", error.path("ename").asText());
        String trace = KernelProcess.traceback(error);
        assertTrue(trace.contains("while the value of the cell was shown") && trace.contains("larger heap"), trace);
        assertFalse(trace.contains("dev.jacobi"), trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"var all = new ArrayList<long[]>();\nwhile (true) all.add(new long[100_000]);",
            "var all = new ArrayList<Object>();\nwhile (true) all.add(new Object());",
            "var all = 0;\nlong[] a = new long[Integer.MAX_VALUE];"})
    void outOfMemory(String code) {
        ObjectNode error = kernel.error(code);
        assertEquals("java.lang.OutOfMemoryError", error.path("ename").asText());
        String trace = KernelProcess.traceback(error);
        assertTrue(trace.contains(":2\n") && trace.contains("set them to null, or give the kernel a larger heap"), trace);
        kernel.ok("all = " + (code.contains("ArrayList") ? "null" : "0") + ";");
    }

    @Test
    void stackOverflow() {
        ObjectNode error = kernel.error("int down(int n) { return down(n + 1) + 1; }\ndown(0)");
        assertEquals("java.lang.StackOverflowError", error.path("ename").asText());
        String trace = KernelProcess.traceback(error);
        assertTrue(trace.contains(", in down") && trace.contains("use a loop") && trace.length() < 1000, trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.exit(0);", "Runtime.getRuntime().halt(1);", "Runnable r = () -> System.exit(3);\nr.run();",
            "java.util.function.IntConsumer c = System::exit; c.accept(4);",
            "System.class.getMethod(\"exit\", int.class).invoke(null, 1);"})
    void exit(String code) {
        ObjectNode error = kernel.error(code);
        assertTrue(error.path("evalue").asText().contains("would end the kernel and lose every variable, so it was refused"),
                error.toString());
    }

    @Test
    void anExceptionThatEndsAThreadOfACell() {
        Exchange exchange = kernel
                .ok("Thread worker = new Thread(() -> {\n    throw new IllegalStateException(\"in the background\");\n}, \"worker\");\n"
                        + "worker.start(); worker.join();");
        String said = exchange.text("stderr");
        assertTrue(said.matches("(?s)Exception in thread \"worker\" java.lang.IllegalStateException: in the background\n"
                + "  at cell \\d+:2, in a lambda\n      throw new Ill.*"), said);
        assertFalse(said.contains("REPL"), said);
    }

    @Test
    void aHundredMegabytesOfOutput() {
        kernel.client.send(Channel.SHELL, "execute_request",
                execute("String line = \"x\".repeat(99); for (int i = 0; i < 1_000_000; i++) System.out.println(line);"));
        long characters = 0, messages = 0;
        for (Message message = kernel.client.published(); !idle(message); message = kernel.client.published()) {
            if (!message.type().equals("stream")) continue;
            characters += message.content().path("text").asText().length();
            messages++;
        }
        assertEquals("ok", kernel.client.receive(Channel.SHELL).content().path("status").asText());
        assertEquals(100_000_000, characters);
        assertTrue(messages < 5000, messages + " messages");
    }

    private static boolean idle(Message message) {
        return message.content().path("execution_state").asText().equals("idle");
    }

    @Test
    void streamsThatACellReplaced() {
        Exchange exchange = kernel.ok("var caught = new ByteArrayOutputStream();\n"
                + "System.setOut(new PrintStream(caught, true)); System.out.print(\"elsewhere\");");
        assertTrue(exchange.text("stderr").contains("System.out was replaced"), exchange.text("stderr"));
        assertEquals("", exchange.text("stdout"));
        assertEquals("elsewhere", kernel.value("caught.toString()"));
        assertEquals("", kernel.ok("System.out.print(\"more\");").text("stderr"), "it is told once");
        assertEquals("back", kernel.ok("restoreStreams(); System.out.print(\"back\");").text("stdout"));
    }

    @Test
    void streamsThatACellSetToNull() {
        Exchange exchange = kernel.ok("System.setOut(null); System.setErr(null); System.setIn(null);");
        for (String stream : List.of("System.out", "System.err", "System.in")) {
            assertTrue(exchange.text("stderr").contains(stream + " was set to null; it stays what it was"), exchange.text("stderr"));
        }
        assertEquals("out", kernel.ok("System.out.print(\"out\");").text("stdout"));
        assertEquals("err", kernel.ok("System.err.print(\"err\");").text("stderr"));
    }

    @Test
    void streamsThatACellClosed() {
        kernel.ok("try (var w = new PrintWriter(System.out)) { w.print(\"x\"); }\nSystem.err.close(); new Scanner(System.in).close();");
        assertEquals("out", kernel.ok("System.out.print(\"out\");").text("stdout"));
        assertEquals("err", kernel.ok("System.err.print(\"err\");").text("stderr"));
    }

    @Test
    void aDeadlock() {
        ObjectNode cell = kernel.reach("""
                Object a = new Object(), b = new Object();
                var first = new java.util.concurrent.CountDownLatch(1);
                var other = new Thread(() -> { synchronized (b) { first.countDown(); synchronized (a) { } } });
                synchronized (a) { other.start(); first.await(); System.out.println("reached"); synchronized (b) { } }
                """);
        kernel.client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
        ObjectNode error = kernel.client.finish(Channel.SHELL, cell).reply().content();
        assertEquals("Interrupted", error.path("ename").asText());
        assertTrue(error.path("evalue").asText().contains("so its thread was left behind"), error.toString());
        // A new thread runs cells from now on: what it prints is still that of the cell that prints it.
        assertEquals("here", kernel.ok("System.out.print(\"here\");").text("stdout"));
    }

    @Test
    void threadsOfACellThatThrow() {
        Exchange exchange = kernel.ok("var t = new Thread(() -> { throw new Error(\"in a thread\"); }); t.start(); t.join();");
        assertTrue(exchange.text("stderr").contains("in a thread"), exchange.text("stderr"));
    }

    @Test
    void printedStackTracesNameLinesOfCells() {
        Exchange exchange = kernel.ok("System.err.println(\"before\");\ntry {\n    Integer.parseInt(\"x\");\n"
                + "} catch (NumberFormatException e) { e.printStackTrace(); new Error(e).printStackTrace(System.out); }");
        int cell = exchange.reply().content().path("execution_count").asInt();
        String cause = "java.lang.NumberFormatException: For input string: \"x\"\n\tin java.lang.NumberFormatException.forInputString\n\tat cell "
                + cell + ":3\n";
        assertEquals("before\n" + cause, exchange.text("stderr"));
        assertEquals(
                "java.lang.Error: java.lang.NumberFormatException: For input string: \"x\"\n\tat cell " + cell + ":4\nCaused by: " + cause,
                exchange.text("stdout"));
        String deep = kernel.ok("int down(int n) { return down(n + 1) + 1; }\n"
                + "try { down(0); } catch (StackOverflowError e) { e.printStackTrace(); }").text("stderr");
        assertTrue(deep.startsWith("java.lang.StackOverflowError\n\tat cell " + (cell + 1) + ":1, in down\n\t... and "), deep);
        assertEquals(3, deep.lines().count(), deep);
    }

    @Test
    void inspectionOfAValueWhoseTextNeverEnds() {
        kernel.ok("class Endless { public String toString() { while (true) { } } }\nvar endless = new Endless();");
        Exchange exchange = kernel.client.exchange("inspect_request", Json.object().put("code", "endless").put("cursor_pos", 3));
        String text = exchange.reply().content().path("data").path("text/plain").asText();
        assertTrue(text.contains("(no text: making it was stopped after 1 s)"), text);
        assertTrue(kernel.ok("%whos").text("stdout").contains("(no text: making it was stopped"));
        kernel.ok("endless = null;");
    }

    @Test
    void aClientThatIsKilled() throws Exception {
        try (TestClient dying = new TestClient(kernel.connection)) {
            dying.send(Channel.SHELL, "execute_request", execute("for (int i = 0; i < 200; i++) { display(i); Thread.sleep(1); }"));
            dying.published("display_data");
        }
        try (TestClient dying = new TestClient(kernel.connection)) {
            dying.send(Channel.SHELL, "execute_request", execute("kept = twice(input(\"wait \").length());"));
            dying.receive(Channel.STDIN);
        }
        kernel.client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
    }

    @Test
    void randomMessages() {
        randomMessages(3_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandRandomMessages() {
        randomMessages(100_000);
    }

    private void randomMessages(int count) {
        long seed = Long.getLong("jacobi.seed", System.nanoTime());
        System.out.println("random messages with -Djacobi.seed=" + seed);
        try (TestClient rude = new TestClient(kernel.connection)) {
            RandomMessages.send(rude, new Random(seed), count);
        }
        try (TestClient fresh = new TestClient(kernel.connection)) {
            assertEquals("ok", fresh.run("1").reply().content().path("status").asText());
        }
        while (kernel.client.socket(Channel.IOPUB).recv(org.zeromq.ZMQ.DONTWAIT) != null);
    }
}
