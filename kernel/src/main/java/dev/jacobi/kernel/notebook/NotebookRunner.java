package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the cells of a notebook file in this process, without Jupyter, and puts what they show into it. */
public final class NotebookRunner {

    /**
     * Runs all code cells; stops at the first error that the cell's tag {@code raises-exception} does not announce.
     *
     * @param done called after each cell
     * @return the cell that failed, if one did
     */
    public static Optional<NotebookFile.Cell> run(NotebookFile notebook, Consumer<NotebookFile.Cell> done) {
        var out = System.out;
        var err = System.err;
        var in = System.in;
        try (var interpreter = new NotebookInterpreter()) {
            var outputs = new CellOutputs(interpreter::shown);
            interpreter.start(outputs);
            int count = 0;
            for (NotebookFile.Cell cell : notebook.codeCells()) {
                ExecuteResult result = interpreter.execute(ExecuteRequest.of(cell.source(), ++count), outputs);
                switch (result) {
                    case ExecuteResult.Value v -> outputs.result(v.bundle(), count);
                    case ExecuteResult.Done d -> {
                    }
                    case ExecuteResult.Failure f -> outputs.error(f.ename(), f.evalue(), f.traceback());
                }
                cell.outputs(outputs.take(), count);
                done.accept(cell);
                if (result instanceof ExecuteResult.Failure && !cell.hasTag("raises-exception")) return Optional.of(cell);
            }
            return Optional.empty();
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }

    private NotebookRunner() {}
}
