package dev.jacobi.kernel.cell;

/**
 * The names of the library whose arrays get operators and indexing in cells.
 *
 * @param arrayClass
 *            the type that operators work on
 * @param operatorClass
 *            has the static methods {@code op_add}, {@code op_get}, {@code op_set} ... that they become
 * @param indexClass
 *            has the static methods {@code slice}, {@code all}, {@code at}, {@code ellipsis} that {@code x[1:3, :, 0]} becomes
 */
public record OperatorTargets(String arrayClass, String operatorClass, String indexClass) {

    /** The arrays of this project. */
    public static OperatorTargets jacobi() {
        return new OperatorTargets("dev.jacobi.engine.array.Array", "dev.jacobi.engine.array.ArrayOperators",
                "dev.jacobi.engine.array.Index");
    }
}
