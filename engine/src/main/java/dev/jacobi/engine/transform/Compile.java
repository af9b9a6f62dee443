package dev.jacobi.engine.transform;

/**
 * How {@code compile} compiles: {@code compile(f, Compile.shapeless())}.
 *
 * @param isShapeless whether one trace serves all sizes of axes
 */
public record Compile(boolean isShapeless) {

    /**
     * One trace for all sizes: for others than it was traced with, the sizes inside of the function are computed from those of the arguments. To learn how,
     * the function is called three times, with axes of different sizes; a size or a number that is not a sum or product of them, or that decides what is
     * computed, is refused when it is traced. Ranks, dtypes, structure, which axes have one element and which are of equal size still make a trace of their own.
     */
    public static Compile shapeless() { return new Compile(true); }
}
