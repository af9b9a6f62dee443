/** Transforms: each calls a function on fresh nodes, then walks the graph that it built by the primitives' rules. */
package dev.jacobi.engine.transform;
