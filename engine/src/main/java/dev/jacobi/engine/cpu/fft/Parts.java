package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.threads.Workers;

/** Work cut into parts for all threads; results do not depend on how. */
final class Parts {
    private static final double SHORTEST = 8_000;

    interface Range {
        void run(int from, int to);
    }

    /** Runs {@code work} on 0 .. count - 1, which take {@code nanos} together. */
    static void each(int count, double nanos, Range work) {
        int parts = Math.min(count, Workers.shared().partsFor(nanos, SHORTEST));
        if (parts < 2) {
            if (count > 0) work.run(0, count);
            return;
        }
        Workers.shared().parallelFor(parts, p -> work.run(Workers.cut(count, p, parts), Workers.cut(count, p + 1, parts)));
    }

    private Parts() {}
}
