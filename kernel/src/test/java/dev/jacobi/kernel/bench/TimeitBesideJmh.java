package dev.jacobi.kernel.bench;

import dev.jacobi.kernel.magic.Notebooks;
import dev.jacobi.kernel.timing.TimeitResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What {@code %timeit} says in a session beside what JMH says in a process of its own with the same options, in turns, as a table of medians:
 * {@code TimeitBesideJmh ROUNDS [CASE...]}.
 */
public final class TimeitBesideJmh {
    private static final Path SOURCE = Path.of("src/test/java/dev/jacobi/kernel/bench/Kernels.java");
    private static final Map<String, String[]> CASES = new LinkedHashMap<>();

    static {
        CASES.put("log", new String[]{"Math.log(v)", "a call without effect"});
        CASES.put("point", new String[]{"new Kernels.Point(v, v)", "an object that nobody needs"});
        CASES.put("sum", new String[]{"Kernels.sum(x)", "sum of a double[1024]"});
        CASES.put("axpy", new String[]{"Kernels.axpy(1e-9, x, y)", "y += a x, double[1024]"});
        CASES.put("chain", new String[]{"Kernels.chain(a)", "lazy chain, float32[4096]"});
        CASES.put("sort", new String[]{"Kernels.sorted(whole)", "sort of an int[10000]"});
        CASES.put("string", new String[]{"Kernels.joined(100)", "a string of 100 numbers"});
    }

    /** Measures and prints. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        List<String> names = args.length > 1 ? List.of(args).subList(1, args.length) : List.copyOf(CASES.keySet());
        Map<String, double[][]> seconds = new LinkedHashMap<>();
        for (String n : names) seconds.put(n, new double[2][rounds]);
        try (Notebooks notebook = new Notebooks()) {
            String source = Files.readString(SOURCE);
            notebook.ok(source.substring(source.indexOf(';') + 1));
            notebook.ok("double v = 2; double[] x = Kernels.doubles(1024), y = Kernels.doubles(1024); int[] whole = Kernels.ints(10_000);"
                    + "Array a = array(Kernels.doubles(4096));");
            for (int r = 0; r < rounds; r++) {
                for (String n : names) {
                    TimeitResult own = (TimeitResult) notebook.value("%timeit -qo " + CASES.get(n)[0]);
                    seconds.get(n)[0][r] = own.median();
                    if (Boolean.getBoolean("verbose")) System.out.println(n + ": " + own.text() + " warm " + own.warmup());
                    seconds.get(n)[1][r] = jmh(n);
                }
            }
        }
        System.out.println("| statement | what it is | %timeit | JMH | ratio | ratios of the rounds |\n|---|---|---|---|---|---|");
        seconds.forEach((n, s) -> {
            double own = median(s[0]), theirs = median(s[1]);
            double[] ratios = new double[rounds];
            for (int r = 0; r < rounds; r++) ratios[r] = s[0][r] / s[1][r];
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "| `%s` | %s | %s | %s | %.2f | %.2f … %.2f |%n", CASES.get(n)[0], CASES.get(n)[1], text(own),
                    text(theirs), own / theirs, ratios[0], ratios[rounds - 1]);
        });
    }

    private static double jmh(String name) throws RunnerException, IOException {
        var options = new OptionsBuilder().include(KernelsBench.class.getName() + "\\." + name + "$").forks(1).verbosity(VerboseMode.SILENT)
                .jvmArgs(ManagementFactory.getRuntimeMXBean().getInputArguments().toArray(String[]::new)).build();
        var result = new Runner(options).runSingle();
        return median(result.getAggregatedResult().getIterationResults().stream().flatMapToDouble(
                i -> DoubleStream.of(i.getPrimaryResult().getScore())).toArray()) * 1e-9;
    }

    private static double median(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(double seconds) {
        String[] units = {"ns", "µs", "ms"};
        double t = seconds * 1e9;
        int u = 0;
        for (; t >= 1000 && u < 2; u++) t /= 1000;
        return String.format(Locale.ROOT, t < 10 ? "%.2f %s" : t < 100 ? "%.1f %s" : "%.0f %s", t, units[u]);
    }

    private TimeitBesideJmh() {}
}
