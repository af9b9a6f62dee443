/** Text for those who read it elsewhere: what every package that writes HTML needs. */
package dev.jacobi.kernel.text;
