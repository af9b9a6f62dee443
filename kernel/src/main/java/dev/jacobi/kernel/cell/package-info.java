/** How the text of a cell becomes Java: array operators, slices, functions by name, and the way back to the typed text. */
package dev.jacobi.kernel.cell;
