package dev.jacobi.engine;

/** One argument's number, from the end if negative: {@code argnums(1)}. */
public record ArgNum(int index) {}
