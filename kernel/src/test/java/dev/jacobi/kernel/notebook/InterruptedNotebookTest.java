package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping the engine at work, and cells that have only begun. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class InterruptedNotebookTest {
    /** A cell counts this down when it has reached what is to be stopped. */
    public static volatile CountDownLatch reached;

    private final CellOutputs outputs = new CellOutputs();
    private NotebookInterpreter kernel;
    private int count;

    @BeforeAll
    void open() {
        kernel = new NotebookInterpreter();
        run("import static dev.jacobi.kernel.notebook.InterruptedNotebookTest.reached;");
        run("var kept = ones(3) * 2; var m = mx.random.normal(mx.random.key(0), 1024, 1024); eval(m);");
    }

    @AfterAll
    void close() {
        kernel.close();
    }

    private ExecuteResult run(String code) {
        return kernel.execute(ExecuteRequest.of(code, ++count), outputs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"var p = m; for (int i = 0; i < 20_000; i++) p = matmul(m, p) * 1e-3; reached.countDown(); eval(p);",
            "while (true) { eval(matmul(m, m)); reached.countDown(); }",
            "var big = ones(16_000, 16_000); eval(big); reached.countDown(); eval(matmul(big, big));"})
    void theEngineStopsWherever(String code) throws Exception {
        reached = new CountDownLatch(1);
        var running = CompletableFuture.supplyAsync(() -> run(code), task -> new Thread(task, "caller").start());
        assertTrue(reached.await(60, TimeUnit.SECONDS), code);
        Thread.sleep(100); // let it get into the evaluation
        assertFalse(running.isDone(), () -> code + " ended before it was interrupted: " + running.join());
        kernel.interrupt();
        var failure = assertInstanceOf(ExecuteResult.Failure.class, running.get(60, TimeUnit.SECONDS));
        assertEquals("Interrupted", failure.ename(), failure::evalue);
        assertFalse(failure.evalue().contains("left behind"), failure::evalue);
        var value = assertInstanceOf(ExecuteResult.Value.class, run("sum(kept) + matmul(ones(2, 2), ones(2, 2))[0, 0]"));
        assertEquals("array(8, dtype=float32)", value.bundle().plainText());
    }

    @Test
    void aCellThatWasInterruptedBeforeItRanDoesNotRun() {
        run("int started = 0;");
        var stopped = new CellOutputs() {
            @Override
            public boolean interrupted() {
                return true;
            }
        };
        for (String code : new String[]{"started = 1;", "%time started = 1", "%%html\n<b>x</b>"}) {
            var failure = assertInstanceOf(ExecuteResult.Failure.class, kernel.execute(ExecuteRequest.of(code, ++count), stopped), code);
            assertEquals("Interrupted", failure.ename(), code);
        }
        assertEquals("0", assertInstanceOf(ExecuteResult.Value.class, run("started")).bundle().plainText());
    }
}
