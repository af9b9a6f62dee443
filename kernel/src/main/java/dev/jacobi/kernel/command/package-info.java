/** The kernel as a command: notebooks without Jupyter. */
package dev.jacobi.kernel.command;
