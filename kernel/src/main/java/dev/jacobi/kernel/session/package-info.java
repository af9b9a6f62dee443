/** A Java session on jdk.jshell: runs cells, hands out live values, can be interrupted. Knows no sockets and no notebook. */
package dev.jacobi.kernel.session;
