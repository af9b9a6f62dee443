package dev.jacobi.engine.memory;

/** What a buffer has of the pool: a block by a {@link Lease} of its own, or a slot of a {@link Cohort}. */
interface Holding {

    /** The bytes taken from the pool. */
    long bytes();

    /** The buffer at this address gives its memory back; called once. */
    void release(long address);
}
