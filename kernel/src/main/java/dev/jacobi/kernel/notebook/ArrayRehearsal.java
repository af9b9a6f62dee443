package dev.jacobi.kernel.notebook;

import static dev.jacobi.engine.mx.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.kernel.display.Renderers;
import java.util.List;

/**
 * Small arrays that are computed and drawn before anybody asks. The classes that arrays need can't be in the start-up cache ({@link VectorModule}): the first
 * cell that computes would wait 0.3 s for them, and the first product twice as long as here.
 */
final class ArrayRehearsal {
    private static final int ROWS = 64, PRODUCT = 128;

    private ArrayRehearsal() {}

    /** Pieces of which each is short, and leaves nothing behind. */
    static List<Runnable> pieces() {
        var renderers = new Renderers();
        return List.of(() -> renderers.render(array(1.0, 2.0, 3.0).multiply(2).subtract(1)),
                () -> renderers.render(grad(mx::sin).apply(array(0.5))), () -> renderers.render(square(ROWS)),
                () -> renderers.render(vmap(v -> sin(v).multiply(v)).apply(square(ROWS)).sum(1)), () -> square(ROWS).softmax(1).eval(),
                () -> compile(mx::tanh).apply(square(ROWS)).eval(), () -> matmul(square(PRODUCT), square(PRODUCT)).eval());
    }

    private static Array square(int rows) {
        return random.uniform(random.key(0), 0, 1, rows, rows);
    }
}
