/** The notebook: a session joined to the protocol, and what cells can call. */
package dev.jacobi.kernel.notebook;
