package dev.jacobi.kernel.session;

/** Whether a text can be run as a cell. */
public sealed interface Completeness {

    /** It can. */
    record Complete() implements Completeness {}

    /** More has to follow; the next line should begin with this. */
    record Incomplete(String indent) implements Completeness {}

    /** Whatever follows, it will not compile. */
    record Invalid() implements Completeness {}
}
