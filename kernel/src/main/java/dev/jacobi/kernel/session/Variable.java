package dev.jacobi.kernel.session;

/** A variable of the session; its value is the live object or null. */
public record Variable(String name, String typeName, Object value) {}
