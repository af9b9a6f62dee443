package dev.jacobi.kernel.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of a statement goes, by samples of the stacks of threads.
 *
 * @param rows methods, the one with most samples of its own first
 * @param samples how many samples there are
 * @param loops how often the statement ran
 * @param seconds how long all that took
 */
public record Profile(List<Row> rows, int samples, long loops, double seconds) {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final double LEAST_SECONDS = 1;
    private static final long BATCH_NANOS = 20_000_000;
    /** What links cells to each other and to the measuring. */
    private static final List<String> PLUMBING = List.of("dev.jacobi.kernel.timing.", "dev.jacobi.kernel.magic.",
            "java.lang.invoke.LambdaForm$",
            "java.lang.invoke.VarHandle", "java.lang.invoke.Invokers");
    private static final String STATEMENT = "(statement)";

    /** A method with the samples in it, and in it or what it calls. */
    public record Row(String method, int self, int total) {}

    /** Samples while a statement runs; what was gathered can be had also after a failure or an interrupt. */
    public static final class Recorder implements AutoCloseable {
        private final Recording recording = new Recording();
        private String thread = "";
        private long loops;
        private long begin;
        private double seconds;

        /** Runs {@code timed} for a second or a bit more. */
        public void run(Timed timed) throws Throwable {
            thread = Thread.currentThread().getName();
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recording.start();
            begin = System.nanoTime();
            long[] nanos = new long[1];
            long batch = 1;
            try {
                do {
                    timed.run(batch, nanos);
                    if (loops == 0) batch = Math.max(1, BATCH_NANOS / Math.max(1, nanos[0]));
                    loops += loops == 0 ? 1 : batch;
                } while ((System.nanoTime() - begin) * 1e-9 < LEAST_SECONDS);
            } finally {
                seconds = (System.nanoTime() - begin) * 1e-9;
                Sink.clear();
            }
        }

        /** Ends the recording, which is kept in {@code file}; empty if nothing has begun. */
        public Optional<Profile> profile(Path file) throws IOException {
            if (begin == 0) return Optional.empty();
            recording.stop();
            recording.dump(file);
            return Optional.of(read(file, thread, loops, seconds));
        }

        @Override
        public void close() { recording.close(); }
    }

    private static Profile read(Path file, String thread, long loops, double seconds) throws IOException {
        Map<String, int[]> counts = new HashMap<>();
        int samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent e = events.readEvent();
                if (!e.getEventType().getName().equals("jdk.ExecutionSample") || e.getStackTrace() == null) continue;
                List<String> methods = methods(e.getStackTrace().getFrames());
                boolean own = e.getThread("sampledThread") != null && thread.equals(e.getThread("sampledThread").getJavaName());
                if (methods.isEmpty() || !own && methods.stream().noneMatch(m -> m.contains("dev.jacobi.engine"))) continue;
                samples++;
                counts.computeIfAbsent(methods.getFirst(), m -> new int[2])[0]++;
                Set<String> once = new HashSet<>(methods);
                for (String m : once) counts.computeIfAbsent(m, k -> new int[2])[1]++;
            }
        }
        List<Row> rows = counts.entrySet().stream().map(c -> new Row(c.getKey(), c.getValue()[0], c.getValue()[1]))
                .sorted(Comparator.comparingInt(Row::self).thenComparingInt(Row::total).reversed().thenComparing(Row::method)).toList();
        return new Profile(rows, samples, loops, seconds);
    }

    /** From the innermost out to the statement; what runs the statement is left out. */
    private static List<String> methods(List<RecordedFrame> frames) {
        List<String> methods = new ArrayList<>();
        for (RecordedFrame f : frames) {
            String type = f.getMethod().getType().getName(), method = f.getMethod().getName();
            boolean cell = type.startsWith("REPL.$JShell$");
            if (cell && method.startsWith("lambda$do_it$")) {
                methods.add(STATEMENT);
                break;
            }
            if (PLUMBING.stream().anyMatch(type::startsWith) || type.startsWith(".Lambda") || type.contains("$$Lambda")) continue;
            String shown = cell ? type.replaceFirst("REPL\\.\\$JShell\\$[0-9]+[A-Z]*[.$]?", "").replace('$', '.') : type;
            methods.add(shown.isEmpty() ? method : shown + "." + method);
        }
        return methods;
    }

    /** A table of the first {@code limit} methods, by own time or by all time. */
    public String text(int limit, boolean byTotal) {
        List<Row> sorted = byTotal
                ? rows.stream()
                        .sorted(Comparator.comparingInt(Row::total).thenComparingInt(Row::self).reversed().thenComparing(Row::method))
                        .toList()
                : rows;
        String head = TimeitText.format("%,d loops in %s, %d samples%n    self   total  method%n", loops, TimeText.of(seconds, 3), samples);
        return head + sorted.stream().limit(limit)
                .map(r -> TimeitText.format("%6.1f %%%6.1f %%  %s", percent(r.self()), percent(r.total()), r.method()))
                .collect(Collectors.joining("\n"));
    }

    private double percent(int count) { return samples == 0 ? 0 : 100.0 * count / samples; }

    /** A file for a recording, which is deleted when the virtual machine ends. */
    public static Path temporaryFile() throws IOException {
        Path file = Files.createTempFile("profile", ".jfr");
        file.toFile().deleteOnExit();
        return file;
    }
}
