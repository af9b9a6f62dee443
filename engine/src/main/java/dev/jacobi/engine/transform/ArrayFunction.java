package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;

/** A function of arrays to arrays: what the walks work on once trees have been taken apart. */
@FunctionalInterface
public interface ArrayFunction {
    /** The results for {@code in}. */
    Array[] apply(Array[] in);
}
