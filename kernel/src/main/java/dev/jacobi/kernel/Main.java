package dev.jacobi.kernel;

import dev.jacobi.kernel.command.Jacobi;
import dev.jacobi.kernel.notebook.NotebookInterpreter;
import dev.jacobi.kernel.notebook.VectorModule;
import dev.jacobi.kernel.protocol.ConnectionFileException;
import dev.jacobi.kernel.protocol.ConnectionInfo;
import dev.jacobi.kernel.protocol.KernelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;

/** The kernel's process: {@code java -jar kernel.jar CONNECTION_FILE}; with other arguments a command such as {@code run}. */
public final class Main {
    /** Serves a connection file until the front end shuts the kernel down, or runs a command. */
    public static void main(String[] args) throws Exception {
        if (Utf8Locale.isNeeded(args)) System.exit(Utf8Locale.again());
        if (!VectorModule.available()) System.exit(again(args));
        // Only a kill of the first process would leave this one behind, in whatever its cell does.
        boolean watched = ParentWatch.start(System.getenv(), ParentWatch.MAIN, () -> Runtime.getRuntime().halt(1));
        if (!watched && System.getenv().containsKey(ParentWatch.MAIN)) return;
        if (args.length != 1 || !args[0].endsWith(".json")) System.exit(Jacobi.run(args));
        var interpreter = new NotebookInterpreter(); // the first, because it takes the longest
        try (KernelServer server = KernelServer.start(connection(args[0]), interpreter)) {
            // Front ends of the other interrupt mode send this signal, which would end the process.
            Signal.handle(new Signal("INT"), signal -> server.interrupt());
            ParentWatch.start(System.getenv(), ParentWatch.JUPYTER, server::close);
            server.awaitShutdown();
        }
        System.exit(0);
    }

    /** What is wrong with the file is told to whoever looks into Jupyter's log. */
    private static ConnectionInfo connection(String file) {
        try {
            return ConnectionInfo.read(Path.of(file));
        } catch (ConnectionFileException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    /** Started without the options of the kernelspec: the same once more in a process that has what is needed. */
    private static int again(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED", "--add-opens", "jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED",
                        "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
                        // A counted loop of a cell holds up the whole process otherwise, and no interrupt is looked at before its end.
                        "-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(ParentWatch.MAIN, Long.toString(ProcessHandle.current().pid()));
        return builder.start().waitFor();
    }

    private Main() {}
}
