package dev.jacobi.kernel.timing;

/** The clocks and counters of a virtual machine. */
interface Meters {
    /** Wall clock. */
    long nanos();

    /** Processor time of this thread. */
    long threadCpuNanos();

    /** Processor time of all threads. */
    long processCpuNanos();

    /** How often this thread has waited for something. */
    long waits();

    /** Bytes that all threads have allocated on the heap. */
    long allocatedBytes();

    long collections();

    long collectionMillis();

    long compilationMillis();

    void collectGarbage();
}
