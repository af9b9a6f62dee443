package dev.jacobi.kernel.timing;

import dev.jacobi.engine.ir.KernelWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * @param kernels what computed arrays, the one that took longest first
 * @param samples how many samples there are
 * @param loops how often the statement ran
 * @param seconds how long all that took
 */
public record Profile(List<Row> rows, List<Kernel> kernels, int samples, long loops, double seconds) {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final double LEAST_SECONDS = 1, MOST_WARM_UP = 2;
    private static final long LONG_NANOS = 400_000_000;
    private static final long BATCH_NANOS = 20_000_000;
    /** What links cells to each other and to the measuring. */
    private static final List<String> PLUMBING = List.of("dev.jacobi.kernel.timing.", "dev.jacobi.kernel.magic.",
            "java.lang.invoke.LambdaForm$",
            "java.lang.invoke.VarHandle", "java.lang.invoke.Invokers");
    private static final String STATEMENT = "(statement)", KERNELS = "(kernels of arrays)";
    private static final String WATCH = KernelWatch.class.getName(), EVALUATION = "dev.jacobi.engine.cpu.";

    /** A method with the samples in it, and in it or what it calls. */
    public record Row(String method, int self, int total) {}

    /** A primitive, or several in one loop, with how often it ran and the seconds that it took by the wall clock. */
    public record Kernel(String name, long count, double seconds) {}

    /** Samples while a statement runs; what was gathered can be had also after a failure or an interrupt. */
    public static final class Recorder implements AutoCloseable {
        private final Recording recording = new Recording();
        private final Map<String, long[]> kernels = new HashMap<>();
        private String thread = "";
        private Instant since = Instant.MIN;
        private long loops;
        private long begin;
        private double seconds;

        /** Runs {@code timed} for a second or a bit more; before that until it is compiled, as for a measurement, unless a single call takes long. */
        public void run(Timed timed) throws Throwable {
            thread = Thread.currentThread().getName();
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recording.start();
            begin = System.nanoTime();
            long[] nanos = new long[1];
            long batch = 1;
            try (var watch = KernelWatch.begin(this::count)) {
                timed.run(1, nanos);
                loops = 1;
                if (nanos[0] < LONG_NANOS) {
                    WarmUp warm = WarmUp.of(timed, nanos[0] * 1e-9, MOST_WARM_UP, new JvmMeters());
                    batch = Math.max(1, (long) (BATCH_NANOS * 1e-9 / Math.max(1e-9, warm.estimate())));
                    beginAnew();
                }
                do {
                    timed.run(batch, nanos);
                    loops += batch;
                } while ((System.nanoTime() - begin) * 1e-9 < LEAST_SECONDS);
            } finally {
                seconds = (System.nanoTime() - begin) * 1e-9;
                Sink.clear();
            }
        }

        /** What was recorded so far does not count. */
        private void beginAnew() {
            synchronized (kernels) {
                kernels.clear();
            }
            loops = 0;
            since = Instant.now();
            begin = System.nanoTime();
        }

        private void count(KernelWatch.Source source, int kernel, long nanos) {
            String name = source.kernelName(kernel);
            synchronized (kernels) {
                long[] known = kernels.computeIfAbsent(name, k -> new long[2]);
                known[0]++;
                known[1] += nanos;
            }
        }

        private List<Kernel> kernels() {
            synchronized (kernels) {
                return kernels.entrySet().stream().map(k -> new Kernel(k.getKey(), k.getValue()[0], k.getValue()[1] * 1e-9))
                        .sorted(Comparator.comparingDouble(Kernel::seconds).reversed().thenComparing(Kernel::name)).toList();
            }
        }

        /** Ends the recording, which is kept in {@code file}; empty if nothing has begun. */
        public Optional<Profile> profile(Path file) throws IOException {
            if (begin == 0) return Optional.empty();
            recording.stop();
            recording.dump(file);
            return Optional.of(read(file, thread, since, kernels(), loops, seconds));
        }

        @Override
        public void close() { recording.close(); }
    }

    private static Profile read(Path file, String thread, Instant since, List<Kernel> kernels, long loops, double seconds)
            throws IOException {
        Map<String, int[]> counts = new HashMap<>();
        int samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent e = events.readEvent();
                if (!e.getEventType().getName().equals("jdk.ExecutionSample") || e.getStackTrace() == null
                        || e.getStartTime().isBefore(since))
                    continue;
                List<String> methods = methods(e.getStackTrace().getFrames());
                boolean own = e.getThread("sampledThread") != null && thread.equals(e.getThread("sampledThread").getJavaName());
                if (methods.isEmpty() || !own && !methods.contains(KERNELS)) continue;
                if (!own) methods = List.of(KERNELS);
                samples++;
                counts.computeIfAbsent(methods.getFirst(), m -> new int[2])[0]++;
                Set<String> once = new HashSet<>(methods);
                for (String m : once) counts.computeIfAbsent(m, k -> new int[2])[1]++;
            }
        }
        List<Row> rows = counts.entrySet().stream().map(c -> new Row(c.getKey(), c.getValue()[0], c.getValue()[1]))
                .sorted(Comparator.comparingInt(Row::self).thenComparingInt(Row::total).reversed().thenComparing(Row::method)).toList();
        return new Profile(rows, kernels, samples, loops, seconds);
    }

    /** From the innermost out to the statement; what runs the statement is left out. */
    private static List<String> methods(List<RecordedFrame> frames) {
        List<String> methods = new ArrayList<>();
        for (RecordedFrame f : frames) {
            String type = f.getMethod().getType().getName(), method = f.getMethod().getName();
            if (type.equals(EVALUATION + "CpuExecutable$Run") && method.equals("kernel") || type.equals(EVALUATION + "SmallLoops")
                    || type.startsWith(EVALUATION + "threads.")) { // which of them, the watch knows
                methods.clear();
                methods.add(KERNELS);
                continue;
            }
            if (type.equals(WATCH)) return List.of(); // the time of this profile itself
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

    /** A table of the first {@code limit} methods, by own time or by all time; before it one of kernels, if there were any. */
    public String text(int limit, boolean byTotal) {
        List<Row> sorted = byTotal
                ? rows.stream()
                        .sorted(Comparator.comparingInt(Row::total).thenComparingInt(Row::self).reversed().thenComparing(Row::method))
                        .toList()
                : rows;
        String head = kernelText(limit)
                + TimeitText.format("%,d loop%s in %s, %d sample%s%n    self   total  method%n", loops, loops == 1 ? "" : "s",
                        TimeText.of(seconds, 3), samples, samples == 1 ? "" : "s");
        return head + sorted.stream().limit(limit)
                .map(r -> TimeitText.format("%6.1f %%%6.1f %%  %s", percent(r.self()), percent(r.total()), r.method()))
                .collect(Collectors.joining("\n"));
    }

    private String kernelText(int limit) {
        if (kernels.isEmpty()) return "";
        StringBuilder text = new StringBuilder("      time   share       count  kernel of arrays\n");
        kernels.stream().limit(limit).forEach(k -> text.append(TimeitText.format("%10s%6.1f %%%12s  %s%n", TimeText.of(k.seconds(), 3),
                100 * k.seconds() / seconds, TimeitText.format("%,d", k.count()), k.name())));
        return text.append('\n').toString();
    }

    private double percent(int count) { return samples == 0 ? 0 : 100.0 * count / samples; }

    /** A file for a recording, which is deleted when the virtual machine ends. */
    public static Path temporaryFile() throws IOException {
        Path file = Files.createTempFile("profile", ".jfr");
        file.toFile().deleteOnExit();
        return file;
    }
}
