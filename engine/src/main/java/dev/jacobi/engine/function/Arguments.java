package dev.jacobi.engine.function;

import dev.jacobi.engine.type.TransformException;

/** Checks of argument lists. */
final class Arguments {
    static void require(Object[] in, int count) {
        if (in.length != count)
            throw new TransformException("apply", "the function takes " + count + " arguments, " + in.length + " were given");
    }

    private Arguments() {}
}
