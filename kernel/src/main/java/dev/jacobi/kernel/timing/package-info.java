/** Measuring code on a JVM that optimises it: warm-up, sinks, statistics. */
package dev.jacobi.kernel.timing;
