package dev.jacobi.engine.ir;

/** A program that a backend has made ready: it keeps no data, and any thread may run it at any time. */
public interface Executable {
    /**
     * Reads {@code values} at the program's given steps, and puts there the values of its outputs, and of those of its kept steps that had to be stored. All
     * else that had to be stored is given back as soon as its last reader is done.
     */
    void run(Data[] values);

    /** What is computed together, for a person to read: one line for each kernel. */
    String explain();

    /** How many bytes, beyond those given, a run takes at its highest point, outputs included. */
    long plannedPeak();
}
