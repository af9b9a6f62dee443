/** Magics: lines of a cell that begin with % and are not Java. */
package dev.jacobi.kernel.magic;
