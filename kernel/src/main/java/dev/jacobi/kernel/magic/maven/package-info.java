/** Libraries from Maven repositories for cells. The only package that knows the resolver's classes, so that they are loaded when they are used. */
package dev.jacobi.kernel.magic.maven;
