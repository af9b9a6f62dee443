/** Loops that show how far they are. */
package dev.jacobi.engine.progress;
