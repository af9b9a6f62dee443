package dev.jacobi.engine.function;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;

/** Checks of argument lists. */
final class Arguments {
    static void require(Object[] in, int count) {
        if (in.length != count)
            throw new TransformException("apply", "the function takes " + Count.of(count, "argument") + ", given were " + in.length);
    }

    /** What a function that a transform gave is shown as: of the transform's own code nothing is to be seen. */
    static String text(int count, String noun, TreeFunction tree) {
        return (tree.getClass().isHidden() ? "function" : tree) + " of " + Count.of(count, noun);
    }

    private Arguments() {}
}
