package dev.jacobi.engine.transform;

/** Where the batch axis of the results shall be: an int, null for a result that is the same for all examples, or for a tree a list, map or record of such. */
public record OutAxes(Object axes) {}
