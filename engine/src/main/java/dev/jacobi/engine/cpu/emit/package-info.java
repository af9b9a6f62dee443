/** What all that emits code at run time needs. */
package dev.jacobi.engine.cpu.emit;
