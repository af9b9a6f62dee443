package dev.jacobi.engine.cpu.codegen;

/** A compiled {@link dev.jacobi.engine.ir.Loop}. It has no state: any number of threads may run it. */
public interface LoopKernel {
    /** Bytes from one vector of partial results to the next. */
    long PARTIALS = 64;
    /** The most elements of a run, all bits of which are set: so many bytes of the widest dtype fit an int. */
    int LONGEST = (1 << 27) - 1;

    /**
     * Runs the loop over {@code n} elements, a multiple of {@link LoopEmitter#lanes} and at most {@link #LONGEST}.
     *
     * @param arguments for each leaf the address of its first element, or the value itself as {@link dev.jacobi.engine.ir.Scalars} codes it where the leaf
     *        is uniform; then for each store the address of its first element; then for each fold where to put a vector of partial
     *        results for each segment, {@link #PARTIALS} apart; then, if there are folds, the elements of a segment, a multiple of the lanes; and 1 to have
     *        for each segment its total in place of a vector, as a double, {@link Double#BYTES} apart, or 0: see {@link LoopEmitter#hasTotals}
     * @return false where an argument is out of the range of the vector functions: what was stored is then not valid, and the loop must be run another way
     */
    boolean run(long[] arguments, int n);
}
