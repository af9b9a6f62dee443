package dev.jacobi.engine.bench.peers;

import static dev.jacobi.engine.mx.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F3;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.transform.ValueAndGrad;
import java.util.Map;
import java.util.function.Supplier;

/** A network of two layers, 784-512-10, and a batch of 256: gradients, a training step, gradients of each example. */
final class Networks {
    private static final int BATCH = 256;
    private static final double RATE = 0.01;

    /** Its parameters. */
    record Mlp(Array w1, Array b1, Array w2, Array b2) {
        static Mlp random() {
            return new Mlp(Cases.normal(784, 512).multiply(0.05).eval(), zeros(512).eval(), Cases.normal(512, 10).multiply(0.05).eval(),
                    zeros(10).eval());
        }

        Array loss(Array x, Array y) {
            Array logits = matmul(maximum(matmul(x, w1).add(b1), array(0f)), w2).add(b2);
            return mean(logits.logsumexp(-1).subtract(logits.multiply(y).sum(-1)));
        }

        Mlp descended(Mlp g) {
            return new Mlp(w1.subtract(g.w1.multiply(RATE)), b1.subtract(g.b1.multiply(RATE)), w2.subtract(g.w2.multiply(RATE)),
                    b2.subtract(g.b2.multiply(RATE)));
        }
    }

    static void addTo(Map<String, Supplier<Runnable>> cases) {
        F3<Mlp, Array, Array, ValueAndGrad<Array, Mlp>> gradient = valueAndGrad((Mlp p, Array x, Array y) -> p.loss(x, y));
        F3<Mlp, Array, Array, Mlp> perExample = vmap(grad((Mlp p, Array x, Array y) -> p.loss(x, y)), inAxes(null, 0, 0));
        F3<Mlp, Array, Array, Mlp> step = (p, x, y) -> p.descended(gradient.apply(p, x, y).grad());
        cases.put("mlp-eager", () -> run(gradient));
        cases.put("mlp-compiled", () -> run(compile(gradient)));
        cases.put("mlp-per-example", () -> run(compile(perExample)));
        cases.put("mlp-step", () -> {
            F3<Mlp, Array, Array, Mlp> compiled = compile(step);
            Array x = data(), y = labels();
            Mlp[] now = {Mlp.random()};
            return () -> {
                now[0] = compiled.apply(now[0], x, y);
                mx.eval(now[0]);
            };
        });
    }

    private static Runnable run(F3<Mlp, Array, Array, ?> f) {
        Mlp p = Mlp.random();
        Array x = data(), y = labels();
        return () -> mx.eval(f.apply(p, x, y));
    }

    private static Array data() { return Cases.normal(BATCH, 784); }

    private static Array labels() {
        return take(eye(10), mx.random.randint(mx.random.key(5), 0, 10, BATCH), 0).eval();
    }

    private Networks() {}
}
