/** Threads for CPU kernels: fork/join in a few hundred nanoseconds. */
package dev.jacobi.engine.cpu.threads;
