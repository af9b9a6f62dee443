package dev.jacobi.kernel.command;

import dev.jacobi.kernel.notebook.NotebookInterpreter;
import dev.jacobi.kernel.notebook.VectorModule;
import dev.jacobi.kernel.protocol.ConnectionInfo;
import dev.jacobi.kernel.protocol.KernelServer;
import dev.jacobi.kernel.protocol.LoopbackClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Does what most notebooks begin with, from the connection file to the messages, so that a JVM that records a start-up cache sees the classes that they
 * need. Such a cache can't hold classes of modules that come later, and isn't made if one was seen: so arrays are
 * declared, differentiated, batched and shown here, and their computation goes as far as to its first vector.
 */
@Command(name = "train", hidden = true, description = "Runs typical cells; for recording a start-up cache.")
final class Train implements Callable<Integer> {
    private static final String CONNECTION = """
            {"ip": "127.0.0.1", "transport": "tcp", "shell_port": 0, "iopub_port": 0, "stdin_port": 0, "control_port": 0, "hb_port": 0,
             "key": "train", "signature_scheme": "hmac-sha256", "kernel_name": "jacobi"}
            """;
    private static final List<String> CELLS = List.of("1 + 1", "int n = 3;\nn * 2", "System.out.println(\"hello\")",
            "List.of(1, 2, 3).stream().map(i -> i * i).toList()", "record Pair(int a, String b) {}\nnew Pair(1, \"x\")",
            "class C1 { int v = 1; }", "int square(int i) { return i * i; }\nsquare(5)", "%timeit -n 2 -r 2 1 + 1",
            "var x = array(1.0, 2.0, 3.0);", "x", "Array f(Array w) { return sum(w * x); }");
    /** What ends with an error here. */
    private static final List<String> FAILING = List.of("nope(x)", "x * x - 1", "grad(mx::sin).apply(array(mx.pi))", "grad(f).apply(x)",
            "vmap(grad(v -> sin(v) * v)).apply(x)", "mx.random.normal(mx.random.key(0), 64, 64).sum(1)[1:3]");

    @Override
    public Integer call() throws Exception {
        Path file = Files.createTempFile("train", ".json");
        try (KernelServer server = KernelServer.start(ConnectionInfo.read(Files.writeString(file, CONNECTION)),
                NotebookInterpreter.withoutVectors());
                LoopbackClient client = new LoopbackClient(server.connection())) {
            for (String cell : CELLS) {
                if (!run(client, cell)) throw new IllegalStateException("[train] this cell failed: " + cell);
            }
            for (String cell : FAILING) run(client, cell);
        } finally {
            Files.delete(file);
        }
        VectorModule.load();
        return 0;
    }

    private static boolean run(LoopbackClient client, String cell) throws Exception {
        client.isComplete(cell);
        boolean ok = client.execute(cell);
        client.complete(cell);
        return ok;
    }
}
