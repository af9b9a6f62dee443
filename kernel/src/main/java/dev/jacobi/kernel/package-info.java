/** A Jupyter kernel for Java on jdk.jshell. */
package dev.jacobi.kernel;
