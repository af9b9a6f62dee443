package dev.jacobi.kernel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What it costs that cells can be interrupted: loops of a class that javac compiled, beside the same source as a cell, whose code looks at the interrupt
 * switch in each round, with the options that the kernel has for that; javac's also with java's own options. Each in new processes, in turns, as a table of medians of
 * the least times, those of arrays that lie well:
 * {@code CellsBesideJavac ROUNDS [CASE...]}.
 */
public final class CellsBesideJavac {
    private static final Path INSTALLER = Path.of("../install.sh");
    private static final List<String> NEEDED = List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
            "--add-opens", "jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED", "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED", // and arrays that begin alike in the lines of the cache
            "-XX:ObjectAlignmentInBytes=64");
    /** What java chooses: the collector that it takes by itself has counted loops look for safepoints too, as the kernel's options do. */
    private static final List<String> PLAIN = List.of();
    private static final Map<String, String> CASES = new LinkedHashMap<>();

    static {
        CASES.put("sum", "sum of a double[4096]");
        CASES.put("axpy", "y += a x, double[4096]");
        CASES.put("stencil", "mean of three neighbours, double[4096]");
        CASES.put("product", "48 x 48 matrix product, three nested loops");
        CASES.put("histogram", "histogram of an int[4096]");
    }

    /** A compiler of the loops and the options of the process. */
    private record Variant(String compiler, List<String> options) {}

    /** Measures and prints. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        List<String> names = args.length > 1 ? List.of(args).subList(1, args.length) : List.copyOf(CASES.keySet());
        List<String> kernel = kernelOptions();
        List<Variant> variants = List.of(new Variant("javac", PLAIN), new Variant("javac", kernel), new Variant("cell", kernel));
        System.out.println(
                "| loop | javac | javac, the kernel's options | a cell | cell / javac | ratios of the rounds |\n|---|---|---|---|---|---|");
        for (String name : names) {
            double[][] seconds = new double[variants.size()][rounds];
            for (int r = 0; r < rounds; r++) {
                for (int v = 0; v < variants.size(); v++) seconds[v][r] = jmh(name, variants.get(v));
            }
            double[] ratios = new double[rounds];
            for (int r = 0; r < rounds; r++) ratios[r] = seconds[2][r] / seconds[0][r];
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "| %s | %s | %s | %s | %.3f | %.3f … %.3f |%n", CASES.get(name), text(median(seconds[0])),
                    text(median(seconds[1])), text(median(seconds[2])), median(seconds[2]) / median(seconds[0]), ratios[0],
                    ratios[rounds - 1]);
        }
    }

    /** Those that the installer writes into the kernel's specification: what its function prints. */
    private static List<String> kernelOptions() throws IOException, InterruptedException {
        String installer = Files.readString(INSTALLER);
        int begin = installer.indexOf("java_options() {");
        String function = installer.substring(begin, installer.indexOf("\n}", begin) + 2);
        Process bash = new ProcessBuilder("bash", "-c", function + "\njava_options").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> options = bash.inputReader().lines().toList();
        if (bash.waitFor() != 0 || options.isEmpty()) throw new IllegalStateException("no options in " + INSTALLER);
        return options;
    }

    private static double jmh(String name, Variant variant) throws RunnerException {
        List<String> options = new ArrayList<>(NEEDED);
        options.addAll(variant.options());
        var run = new OptionsBuilder().include(LoopsBench.class.getName() + "\\." + name + "$").param("compiler", variant.compiler())
                .forks(1)
                .verbosity(VerboseMode.SILENT).jvmArgs(options.toArray(String[]::new)).build();
        return new Runner(run).runSingle().getAggregatedResult().getIterationResults().stream()
                .mapToDouble(i -> i.getPrimaryResult().getScore()).min()
                .orElseThrow() * 1e-9;
    }

    private static double median(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, seconds < 1e-6 ? "%.0f ns" : "%.3f µs", seconds < 1e-6 ? seconds * 1e9 : seconds * 1e6);
    }

    private CellsBesideJavac() {}
}
