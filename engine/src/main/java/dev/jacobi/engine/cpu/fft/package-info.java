/** Discrete Fourier transforms of complex64 lines in memory, of any length. Knows no arrays. */
package dev.jacobi.engine.cpu.fft;
