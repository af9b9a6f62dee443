package dev.jacobi.engine.cpu.gemm;

import java.util.concurrent.locks.LockSupport;

/** Calls of a method that is to be compiled. */
interface Calls {

    /** Makes some calls and says how many nanoseconds they may take to be called fast. */
    double callSome();

    /**
     * Makes calls until they are fast, and says whether they are.
     *
     * @param busy how many times without a pause, so that the compiler takes notice; from then on it needs the processor more than the calls do
     */
    default boolean becomeFast(int busy, long patienceNanos) {
        long start = System.nanoTime();
        long before = start;
        for (int time = 0; before - start < patienceNanos; time++) {
            if (time > busy) {
                LockSupport.parkNanos(1_000_000);
                before = System.nanoTime();
            }
            double allowed = callSome();
            long now = System.nanoTime();
            if (now - before < allowed) {
                return true;
            }
            before = now;
        }
        return false;
    }
}
