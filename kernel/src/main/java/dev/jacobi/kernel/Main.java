package dev.jacobi.kernel;

import dev.jacobi.kernel.notebook.NotebookInterpreter;
import dev.jacobi.kernel.protocol.ConnectionInfo;
import dev.jacobi.kernel.protocol.KernelServer;
import java.nio.file.Path;

/** The kernel's process: {@code java -jar kernel.jar CONNECTION_FILE}. */
public final class Main {

    /** Runs until the front end shuts it down. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: java -jar kernel.jar CONNECTION_FILE");
            System.exit(2);
        }
        ConnectionInfo connection = ConnectionInfo.read(Path.of(args[0]));
        try (KernelServer server = KernelServer.start(connection, new NotebookInterpreter())) {
            server.awaitShutdown();
        }
        System.exit(0);
    }

    private Main() {}
}
