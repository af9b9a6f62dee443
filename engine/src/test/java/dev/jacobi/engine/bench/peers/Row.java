package dev.jacobi.engine.bench.peers;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of the table.
 *
 * @param name Jacobi's case
 * @param peer the same case in peers.py
 * @param goals how many times faster Jacobi is to be than the library, or than the fastest of all ("best")
 */
record Row(String name, String peer, List<Goal> goals) {
    /** Jacobi takes at most 1 / {@code ratio} of the time of {@code library}. */
    record Goal(String library, double ratio) {}

    private static final Pattern GOAL = Pattern.compile("(\\w+) ([0-9.]+)");

    private static Row of(String name, String peer, String goals) {
        return new Row(name, peer, GOAL.matcher(goals).results().map(m -> new Goal(m.group(1), Double.parseDouble(m.group(2)))).toList());
    }

    private static Row of(String name, String goals) { return of(name, name, goals); }

    /** All lines, with what is to hold. */
    static List<Row> all() {
        return List.of(of("sgemm-256-nn", "numpy 0.95, torch 2"), of("sgemm-256-nt", "numpy 0.95, torch 2"),
                of("sgemm-256-tn", "numpy 0.95, torch 2"), of("sgemm-256-tt", "numpy 0.95, torch 2"),
                of("sgemm-512-nn", "numpy 0.95, torch 2"), of("sgemm-512-nt", "numpy 0.95, torch 2"),
                of("sgemm-512-tn", "numpy 0.95, torch 2"), of("sgemm-512-tt", "numpy 0.95, torch 2"),
                of("sgemm-1024-nn", "numpy 0.95, torch 2"), of("sgemm-1024-nt", "numpy 0.95, torch 2"),
                of("sgemm-1024-tn", "numpy 0.95, torch 2"), of("sgemm-1024-tt", "numpy 0.95, torch 2"),
                of("sgemm-2048-nn", "numpy 0.9"), of("bmm-64x128x64x128", "best 1.2"), of("bmm-256x32", "best 0.8"),
                of("dgemm-512", "numpy 0.9"), of("dgemm-1024", "numpy 0.9"), of("matvec-4096", ""), of("vecmat-4096", ""),
                of("chain-1m-compiled", "chain-1m", "jax 1.5, torch 4"), of("chain-1m-lazy", "chain-1m", "jax 0.8"),
                of("chain-16m", "jax 2, torch 4"), of("axpy-16m", "jax 2, torch 4"), of("softmax", "best 1"), of("logsumexp", "best 1"),
                of("sum-last", "best 1"), of("max-last", "best 1"), of("sum-first", "best 1.2"), of("max-first", "best 1.2"),
                of("cumsum-16m", "best 1.2"), of("argmax-4096", "best 1.2"), of("transpose-4096", "best 1.2"), of("take-rows", ""),
                of("uniform-10m", "best 2"), of("normal-10m", "best 2"), of("sort-1m", "numpy 0.4, torch 2"), of("argsort-1m", ""),
                of("mlp-eager", "mlp", "best 0.8"), of("mlp-compiled", "mlp", "best 1.2"), of("mlp-step", ""),
                of("mlp-per-example", "best 1.5"), of("conv2d", "best 0.8"), of("fft-1m", "best 0.8"), of("rfft-1m", ""),
                of("gelu-lazy", "gelu", ""), of("gelu-compiled", "gelu", "jax 1.2"), of("vmap-add", "jax 1"), of("naive-add", "torch 5"),
                of("scalar-add", ""), of("scalar-chain", ""), of("grad-sin", ""), of("grad5-sin", ""),
                of("vmap-grad-1000-eager", "vmap-grad-1000", ""), of("vmap-grad-1000-compiled", "vmap-grad-1000", ""));
    }

    /** Whether its name matches {@code wildcards}: names with asterisks, separated by commas. */
    boolean matches(String wildcards) {
        for (String w : wildcards.split(",")) {
            if (Pattern.matches("\\Q" + w.strip().replace("*", "\\E.*\\Q") + "\\E", name)) return true;
        }
        return false;
    }
}
