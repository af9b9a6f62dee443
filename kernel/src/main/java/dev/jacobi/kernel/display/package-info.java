/** How values are shown: renderers from types to media types. */
package dev.jacobi.kernel.display;
