/** The same cases in Jacobi, NumPy, PyTorch and JAX, in turns on one machine: what the README's table of times is made by. */
package dev.jacobi.engine.bench.peers;
