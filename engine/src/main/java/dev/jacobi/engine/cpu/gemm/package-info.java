/** Matrix products on the CPU: packed panels, micro-kernels emitted for the vector width at hand, threads. */
package dev.jacobi.engine.cpu.gemm;
