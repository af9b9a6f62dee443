package dev.jacobi.kernel.session;

/**
 * The value of a cell's last expression.
 *
 * @param object
 *            the live object; null only if the expression's value is null
 * @param typeName
 *            the static type of the expression as Java text
 */
public record CellValue(Object object, String typeName) {}
