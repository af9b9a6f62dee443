/** What notebooks measure, beside the tools whose figures are trusted. */
package dev.jacobi.kernel.bench;
