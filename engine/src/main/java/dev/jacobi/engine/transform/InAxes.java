package dev.jacobi.engine.transform;

/**
 * Which axis of each argument counts the examples: an int, null for an argument that is the same for all, or for a tree a list, map or record of such
 * (one int stands for all arrays below). One entry alone holds for all arguments.
 */
public record InAxes(Object... axes) {}
