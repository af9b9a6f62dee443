package dev.jacobi.kernel.protocol;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A kernel and a front end, for one test. */
final class RunningKernel implements AutoCloseable {
    final ScriptedInterpreter interpreter;
    final List<String> log = new CopyOnWriteArrayList<>();
    final KernelServer server;
    final TestClient client;

    RunningKernel() throws IOException {
        this(new ScriptedInterpreter());
    }

    RunningKernel(ScriptedInterpreter interpreter) throws IOException {
        this.interpreter = interpreter;
        this.server = KernelServer.start(ConnectionInfo.loopback("a secret"), interpreter, log::add);
        this.client = new TestClient(server.connection());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
