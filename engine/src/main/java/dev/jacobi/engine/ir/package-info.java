/** What a backend is asked to do: lowered operations, programs of them, and the data that they read and write. Knows no graph and no rule. */
package dev.jacobi.engine.ir;
