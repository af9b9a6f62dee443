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

    /** Bytes that arrays of the engine were given off the heap. */
    long arrayBytes();

    long collections();

    long collectionMillis();

    /** Of the just-in-time compilations that have ended. */
    long compilationMillis();

    /** Whether the just-in-time compiler is at work at this moment, or has work waiting. */
    boolean isCompiling();

    void collectGarbage();
}
