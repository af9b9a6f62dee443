/**
 * Off-heap memory: 64-byte-aligned buffers from a pool of size classes, returned by the garbage collector or at once by
 * their owner, under a limit with back-pressure. {@link dev.jacobi.engine.memory.Memory} is the entry point.
 */
package dev.jacobi.engine.memory;
