package dev.jacobi.engine.ir;

/** What a scan keeps of all elements so far. */
public enum Accumulation {
    SUM, PROD, MAX, MIN,
    /** log(sum(exp(x))), without overflow; floating dtypes only. */
    LOGSUMEXP
}
