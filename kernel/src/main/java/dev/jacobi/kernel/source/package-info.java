/** Documentation comments out of the source of libraries: what the compiler keeps nothing of in class files. */
package dev.jacobi.kernel.source;
