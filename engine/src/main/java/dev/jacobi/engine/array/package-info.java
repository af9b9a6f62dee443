/** Arrays as nodes of an immutable lazy graph, the primitives with all of their rules, and the operations that build nodes. */
package dev.jacobi.engine.array;
