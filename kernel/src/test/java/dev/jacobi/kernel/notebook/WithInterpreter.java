package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share one notebook's interpreter, which takes the standard streams while it is open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithInterpreter {
    final CellOutputs outputs = new CellOutputs();
    private final PrintStream out = System.out, err = System.err;
    private final InputStream in = System.in;
    NotebookInterpreter kernel;
    private int count;

    @BeforeAll
    final void openInterpreter() {
        kernel = new NotebookInterpreter();
        kernel.start(outputs);
    }

    @AfterAll
    final void closeInterpreter() {
        kernel.close();
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    final ExecuteResult run(String code) { return kernel.execute(ExecuteRequest.of(code, ++count), outputs); }

    final void ok(String code) {
        if (run(code) instanceof ExecuteResult.Failure f) throw new AssertionError(code + "\n" + String.join("\n", f.traceback()));
    }
}
