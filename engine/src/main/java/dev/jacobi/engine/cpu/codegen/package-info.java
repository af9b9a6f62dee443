/** Machine code for fused loops: each distinct loop becomes a hidden class whose one method calls nothing but the Vector API. */
package dev.jacobi.engine.cpu.codegen;
