package dev.jacobi.engine.transform;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;
import java.util.Arrays;

/** Which arguments a derivative is taken for: in the order given, from the end if negative. */
final class Argnums {

    /** The arguments that {@code argnums} name of {@code count}. */
    static int[] of(String op, int[] argnums, int count) {
        if (argnums.length == 0) throw new TransformException(op, "argnums is empty: name at least one argument");
        int[] r = new int[argnums.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = argnums[i] < 0 ? argnums[i] + count : argnums[i];
            if (r[i] < 0 || r[i] >= count) {
                throw new TransformException(op,
                        "argnums " + Arrays.toString(argnums) + " names argument " + argnums[i] + ", but the function has "
                                + Count.of(count, "argument")
                                + ": 0 .. " + (count - 1) + ", or negative from the end");
            }
            for (int k = 0; k < i; k++) {
                if (r[k] == r[i])
                    throw new TransformException(op, "argnums " + Arrays.toString(argnums) + " names argument " + r[i] + " twice");
            }
        }
        return r;
    }

    private Argnums() {}
}
