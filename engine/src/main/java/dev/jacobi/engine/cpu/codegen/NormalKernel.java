package dev.jacobi.engine.cpu.codegen;

/** Compiled code that makes normal numbers of even ones. It has no state: any number of threads may run it. */
public interface NormalKernel {
    /**
     * Writes the normal numbers that belong to {@code n} numbers from 0 to 1.
     *
     * @param units where these are, 4 bytes each
     * @param out where the results go, 4 bytes each; may be {@code units}
     * @param scratch memory for {@code n} numbers, which holds nothing before or after
     * @param n a multiple of {@link NormalEmitter#LANES}
     */
    void run(long units, long out, long scratch, int n);
}
