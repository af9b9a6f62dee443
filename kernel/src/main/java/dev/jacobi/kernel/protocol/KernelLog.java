package dev.jacobi.kernel.protocol;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What the kernel says to whoever started it. Not a System.Logger: its console handler may have caught the System.err of a cell. A
 * client that sends rubbish can't fill the disk: past a number of lines a second, lines are only counted.
 */
final class KernelLog {
    private static final int LINES_PER_SECOND = 50;

    private final Consumer<String> sink;
    private long second;
    private int lines;
    private long leftOut;

    KernelLog(Consumer<String> sink) {
        this.sink = sink;
    }

    static Consumer<String> processStderr() {
        PrintStream stderr = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return line -> stderr.println("[jacobi] " + line);
    }

    synchronized void log(String line) {
        long now = System.nanoTime() / 1_000_000_000L;
        if (now != second) {
            second = now;
            lines = 0;
            if (leftOut > 0) sink.accept("(" + leftOut + (leftOut == 1 ? " line left out)" : " lines left out)"));
            leftOut = 0;
        }
        if (++lines <= LINES_PER_SECOND) sink.accept(line);
        else
            leftOut++;
    }

    void log(String line, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        log(line + ": " + trace);
    }
}
