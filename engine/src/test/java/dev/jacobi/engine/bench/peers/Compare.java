package dev.jacobi.engine.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the same cases in Jacobi, NumPy, PyTorch and JAX. Each library has a process of its own that keeps still while another one is measured; they take
 * turns, round after round, so that what else the machine does hits all of them. Prints a Markdown table of medians, and of how many times longer than Jacobi
 * each library takes.
 *
 * <pre>mvn -q -pl engine test-compile exec:exec@compare -Dcases="sgemm*,softmax" -Drounds=5</pre>
 */
public final class Compare {
    private static final String JACOBI = "jacobi";
    private static final List<String> PEERS = List.of("numpy", "torch", "jax");
    private static final int MILLISECONDS = 200;
    /** Threads of a library that wait for work spin for a while, which would slow the next one down. */
    private static final int PAUSE = 250;

    public static void main(String[] args) throws Exception {
        String wanted = args.length > 0 && !args[0].isBlank() ? args[0] : "*";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<Library> libraries = new ArrayList<>();
        libraries.add(new Library(JACOBI, jacobi(Worker.class)));
        for (String peer : PEERS) {
            try {
                libraries.add(new Library(peer, List.of("python3", Path.of("src/test/python/peers.py").toAbsolutePath().toString(), peer)));
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
        }
        System.out.println(machine() + "\n");
        List<String> names = libraries.stream().map(Library::name).toList();
        System.out.println("| case | " + String.join(" | ", names) + " | times faster than | goal |");
        System.out.println("|---|" + "---|".repeat(names.size() + 2));
        for (Row row : Row.all()) if (row.matches(wanted)) System.out.println(line(row, measure(row, libraries, rounds)));
        libraries.forEach(Library::close);
        if (wanted.equals("*") || wanted.contains("cold")) coldStart(rounds);
    }

    private static List<String> jacobi(Class<?> main) {
        return List.of(ProcessHandle.current().info().command().orElse("java"), "--add-modules", "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName());
    }

    private static void coldStart(int rounds) throws IOException {
        double[][] times = new double[ColdStart.NAMES.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            Process process = new ProcessBuilder(jacobi(ColdStart.class)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String[] words = process.inputReader().readLine().split(" ");
            for (int i = 0; i < times.length; i++) times[i][round] = Double.parseDouble(words[i]) * 1e6;
        }
        System.out.println("\n| once | median (least) of " + rounds + " processes |\n|---|---|");
        for (int i = 0; i < times.length; i++) {
            Arrays.sort(times[i]);
            System.out.println("| " + ColdStart.NAMES.get(i) + " | " + duration(median(times[i])) + " (" + duration(times[i][0]) + ") |");
        }
    }

    private static Map<String, double[]> measure(Row row, List<Library> libraries, int rounds) throws Exception {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Library library : libraries) {
                String what = library.name().equals(JACOBI) ? row.name() : row.peer();
                times.computeIfAbsent(library.name(), k -> new ArrayList<>()).addAll(library.measure(what, MILLISECONDS));
                Thread.sleep(PAUSE);
            }
        }
        Map<String, double[]> sorted = new LinkedHashMap<>();
        times.forEach((k, v) -> sorted.put(k, v.stream().mapToDouble(d -> d).sorted().toArray()));
        return sorted;
    }

    private static String line(Row row, Map<String, double[]> times) {
        StringBuilder text = new StringBuilder("| " + row.name());
        times.values().forEach(t -> text.append(" | ").append(t.length == 0 ? "" : duration(median(t)) + " (" + duration(t[0]) + ")"));
        double[] own = times.get(JACOBI);
        List<String> ratios = new ArrayList<>(), goals = new ArrayList<>();
        if (own.length > 0) {
            times.forEach((k, t) -> {
                if (!k.equals(JACOBI) && t.length > 0) ratios.add(k + " " + ratio(median(t) / median(own)));
            });
        }
        for (Row.Goal g : row.goals()) {
            double peer = times.entrySet().stream().filter(e -> !e.getKey().equals(JACOBI) && e.getValue().length > 0)
                    .filter(e -> g.library().equals("best") || g.library().equals(e.getKey())).mapToDouble(e -> median(e.getValue())).min()
                    .orElse(Double.NaN);
            boolean holds = own.length > 0 && peer / median(own) >= g.ratio();
            goals.add(g.library() + " " + ratio(g.ratio()) + (holds ? " ✓" : " ✗"));
        }
        return text + " | " + String.join(", ", ratios) + " | " + String.join(", ", goals) + " |";
    }

    private static double median(double[] sorted) { return sorted[sorted.length / 2]; }

    private static String ratio(double r) { return String.format(Locale.ROOT, r < 10 ? "%.2f" : "%.0f", r); }

    private static String duration(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double x = nanos;
        while (x >= 1000 && unit < 3) {
            x /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, x < 10 ? "%.2f %s" : x < 100 ? "%.1f %s" : "%.0f %s", x, units[unit]);
    }

    private static String machine() {
        String processor = System.getProperty("os.arch");
        try {
            processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith("model name")).findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 2)).orElse(processor);
        } catch (IOException e) {
            // Not every system describes itself there.
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " threads, Java " + Runtime.version()
                + "; median (least) of a call";
    }

    private Compare() {}
}
