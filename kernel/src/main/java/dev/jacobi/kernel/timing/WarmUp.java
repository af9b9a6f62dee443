package dev.jacobi.kernel.timing;

import java.util.Arrays;

/**
 * Runs a statement until it is as fast as it gets: the median of five batches is within 5 % of that of the five before, and the just-in-time compiler
 * has been quiet meanwhile, and for 50 ms: it works in bursts.
 *
 * @param estimate seconds a loop, at the end
 * @param seconds how long it took
 * @param steady whether it came to an end before its time was up
 * @param drift by which part the last batches still differed
 */
record WarmUp(double estimate, double seconds, boolean steady, double drift) {
    private static final double BATCH = 2e-3, STEADY = 0.05, SLOW = 0.4, QUIET = 0.05, PATIENCE = 3;
    private static final int WINDOW = 5;

    /** None. */
    static WarmUp cold(double first) { return new WarmUp(first, 0, true, 0); }

    static WarmUp of(Timed timed, double first, double longest, Meters meters) throws Throwable {
        if (longest <= 0) return cold(first);
        long begin = meters.nanos();
        if (first > SLOW) {
            double second = batch(timed, 1);
            if (second > SLOW) return new WarmUp(second, (meters.nanos() - begin) * 1e-9, true, 0);
        }
        double[] last = new double[2 * WINDOW];
        Arrays.fill(last, Double.NaN);
        long n = 1, compiled = meters.compilationMillis();
        int quiet = 0;
        double busy = 0;
        while (true) {
            double t = batch(timed, n), loop = t / n;
            double spent = (meters.nanos() - begin) * 1e-9;
            boolean over = spent >= longest && (spent >= PATIENCE * longest || !meters.isCompiling());
            if (t < BATCH) {
                n = Math.max(n + 1, (long) Math.min(2.0 * n, 1.2 * BATCH / Math.max(loop, 1e-10)));
                if (!over) continue;
            }
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = loop;
            long now = meters.compilationMillis();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
            double before = Statistics.median(Arrays.copyOf(last, WINDOW)),
                    after = Statistics.median(Arrays.copyOfRange(last, WINDOW, 2 * WINDOW));
            double drift = Math.abs(before - after) / before;
            boolean settled = drift <= STEADY && quiet >= WINDOW && spent - busy >= QUIET;
            if (settled && meters.isCompiling()) quiet = 0; // a long compilation counts only when it has ended
            if (quiet == 0) busy = spent;
            // slow statements may not have their ten batches in time: that alone is no sign of unsteadiness
            if (settled && quiet > 0) return new WarmUp(after, spent, true, drift);
            if (over) return new WarmUp(Double.isNaN(after) ? loop : after, spent, !(drift > 2 * STEADY), drift);
        }
    }

    private static double batch(Timed timed, long n) throws Throwable {
        long[] nanos = new long[1];
        timed.run(n, nanos);
        return nanos[0] * 1e-9;
    }
}
