package dev.jacobi.kernel.protocol;

/** The two text streams of a cell. */
public enum StreamName {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String wire;

    StreamName(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
