package dev.jacobi.engine.array;

/** All operations; a person finds them in {@code mx}. */
public abstract class Ops extends ContractionOps {
    /** For {@code mx}, which only inherits. */
    protected Ops() {}
}
