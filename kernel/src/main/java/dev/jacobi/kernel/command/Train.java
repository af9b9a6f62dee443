package dev.jacobi.kernel.command;

import dev.jacobi.kernel.notebook.NotebookInterpreter;
import dev.jacobi.kernel.protocol.ConnectionInfo;
import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import dev.jacobi.kernel.protocol.KernelServer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Does what most notebooks begin with, so that a JVM that records a start-up cache sees the classes that they need. */
@Command(name = "train", hidden = true, description = "Runs typical cells; for recording a start-up cache.")
final class Train implements Callable<Integer> {
    private static final List<String> CELLS = List.of("1 + 1", "var x = array(1.0, 2.0, 3.0); x * x - 1",
            "grad(mx::sin).apply(array(mx.pi))",
            "Array f(Array w) { return sum(w * x); }\ngrad(f).apply(x)", "vmap(grad(v -> sin(v) * v)).apply(x)",
            "System.out.println(\"hello\")",
            "record Pair(Array a, Array b) {}\nnew Pair(x, x)", "nope(x)", "mx.random.normal(mx.random.key(0), 64, 64).sum(1)[1:3]",
            "%timeit -n 2 -r 2 x + x");

    @Override
    public Integer call() throws Exception {
        var interpreter = new NotebookInterpreter();
        try (KernelServer server = KernelServer.start(ConnectionInfo.loopback("train"), interpreter)) {
            int count = 0;
            for (String cell : CELLS) {
                ExecuteResult result = interpreter.execute(ExecuteRequest.of(cell, ++count), server.frontend());
                if (result instanceof ExecuteResult.Failure && !cell.startsWith("nope")) return 1;
                interpreter.complete(cell, cell.length());
                interpreter.isComplete(cell);
            }
        }
        return 0;
    }
}
