/** What every other package stands on: dtypes, shapes and the engine's exceptions. */
package dev.jacobi.engine.type;
