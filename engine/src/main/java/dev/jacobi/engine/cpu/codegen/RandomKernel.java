package dev.jacobi.engine.cpu.codegen;

/** Compiled Threefry-2x32 with 20 rounds for one form of results. It has no state: any number of threads may run it. */
public interface RandomKernel {
    /**
     * Writes what the blocks of {@code n} counters in a row give, of which all have the same high word.
     *
     * @param high the high word of the counters
     * @param low the low word of the first one
     * @param address where the results go, 4 bytes each
     * @param n a multiple of {@link RandomEmitter#TOGETHER}
     */
    void run(int key0, int key1, int high, int low, long address, int n);
}
