package dev.jacobi.engine.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A process that measures cases when asked, and is idle while others are. */
final class Library implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;

    /** Starts {@code command}; it is there when it says so. */
    Library(String name, List<String> command) throws IOException {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Settings for old versions of OpenBLAS slow today's down.
        builder.environment().keySet().removeIf(k -> k.startsWith("OPENBLAS_"));
        builder.environment().put("JAX_PLATFORMS", "cpu");
        process = builder.start();
        answers = process.inputReader();
        questions = new PrintWriter(process.outputWriter(), true);
        if (!"ready".equals(answers.readLine())) throw new IOException(name + " did not start: is it installed?");
    }

    String name() { return name; }

    /** Nanoseconds a call, of samples over about {@code milliseconds}; empty where it has no such case. */
    List<Double> measure(String what, int milliseconds) throws IOException {
        questions.println(what + " " + milliseconds);
        String line = answers.readLine();
        if (line == null) throw new IOException(name + " died in " + what);
        List<Double> times = new ArrayList<>();
        String[] words = line.split(" ");
        for (int i = 1; i < words.length && !words[i].equals("-"); i++) times.add(Double.parseDouble(words[i]));
        return times;
    }

    @Override
    public void close() {
        questions.close();
        process.destroy();
    }
}
