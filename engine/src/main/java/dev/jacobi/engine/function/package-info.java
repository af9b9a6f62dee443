/** Functions of one to eight arguments: {@code F} of any trees, {@code Fn} of arrays. */
package dev.jacobi.engine.function;
