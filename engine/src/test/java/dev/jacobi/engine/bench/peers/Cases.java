package dev.jacobi.engine.bench.peers;

import static dev.jacobi.engine.mx.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Jacobi's side of the cases in peers.py. Each makes its arrays, then gives what is timed, evaluation included. */
final class Cases {
    private static final int ROWS = 1024, COLUMNS = 4096, MEGA = 1 << 20;

    private final Map<String, Supplier<Runnable>> cases = new LinkedHashMap<>();
    private static long seed = 7;

    static Map<String, Supplier<Runnable>> all() {
        Cases c = new Cases();
        c.products();
        c.elementwise();
        c.reductions();
        c.movement();
        c.random();
        c.fourier();
        c.scalars();
        c.pages();
        Networks.addTo(c.cases);
        return c.cases;
    }

    /** Normal numbers. */
    static Array normal(int... shape) {
        return mx.random.normal(mx.random.key(seed++), shape).eval();
    }

    private void of(String name, Fn1 f, int... shape) {
        cases.put(name, () -> {
            Array x = normal(shape);
            return () -> f.apply(x).eval();
        });
    }

    private void of(String name, Fn2 f, int[] first, int[] second) {
        cases.put(name, () -> {
            Array x = normal(first), y = normal(second);
            return () -> f.apply(x, y).eval();
        });
    }

    private static int[] shape(int... sizes) { return sizes; }

    private void products() {
        Map<String, Fn2> ways = new LinkedHashMap<>();
        ways.put("nn", mx::matmul);
        ways.put("nt", (a, b) -> matmul(a, b.T()));
        ways.put("tn", (a, b) -> matmul(a.T(), b));
        ways.put("tt", (a, b) -> matmul(a.T(), b.T()));
        for (int n : new int[]{256, 512, 1024}) ways.forEach((way, f) -> of("sgemm-" + n + "-" + way, f, shape(n, n), shape(n, n)));
        of("sgemm-2048-nn", mx::matmul, shape(2048, 2048), shape(2048, 2048));
        for (int n : new int[]{512, 1024}) {
            cases.put("dgemm-" + n, () -> {
                Array a = normal(n, n).astype(DType.FLOAT64).eval(), b = normal(n, n).astype(DType.FLOAT64).eval();
                return () -> matmul(a, b).eval();
            });
        }
        of("bmm-64x128x64x128", mx::matmul, shape(64, 128, 64), shape(64, 64, 128));
        of("bmm-256x32", mx::matmul, shape(256, 32, 32), shape(256, 32, 32));
        of("conv2d", (x, w) -> x.conv2d(w, conv().padding(1)), shape(8, 64, 64, 32), shape(64, 3, 3, 32));
        of("matvec-4096", mx::matmul, shape(COLUMNS, COLUMNS), shape(COLUMNS));
        of("vecmat-4096", mx::matmul, shape(COLUMNS), shape(COLUMNS, COLUMNS));
    }

    private static Array chain(Array x) {
        return sigmoid(x).multiply(tanh(x)).add(exp(negative(x).multiply(x)));
    }

    private static Array gelu(Array x) {
        return x.multiply(erf(x.divide(Math.sqrt(2))).add(1)).divide(2);
    }

    private void elementwise() {
        of("chain-1m-lazy", Cases::chain, MEGA);
        of("chain-1m-compiled", compile(Cases::chain), MEGA);
        of("chain-16m", compile(Cases::chain), 16 * MEGA);
        of("axpy-16m", (x, y) -> x.multiply(2.5).add(y), shape(16 * MEGA), shape(16 * MEGA));
        of("gelu-lazy", Cases::gelu, 32, 1000, 4096);
        of("gelu-compiled", compile(Cases::gelu), 32, 1000, 4096);
    }

    private void reductions() {
        of("softmax", x -> x.softmax(1), ROWS, COLUMNS);
        of("logsumexp", x -> x.logsumexp(1), ROWS, COLUMNS);
        of("sum-last", x -> x.sum(1), ROWS, COLUMNS);
        of("max-last", x -> x.max(1), ROWS, COLUMNS);
        of("sum-first", x -> x.sum(0), ROWS, COLUMNS);
        of("max-first", x -> x.max(0), ROWS, COLUMNS);
        of("argmax-4096", x -> x.argmax(1), COLUMNS, COLUMNS);
    }

    private void fourier() {
        cases.put("fft-1m", () -> {
            Array x = mx.complex(normal(MEGA), normal(MEGA)).eval();
            return () -> mx.fft.fft(x).eval();
        });
        of("rfft-1m", mx.fft::rfft, MEGA);
    }

    private void movement() {
        of("cumsum-16m", mx::cumsum, 16 * MEGA);
        of("sort-1m", mx::sort, 1_000_000);
        of("argsort-1m", mx::argsort, 1_000_000);
        // In row-major order, which no view of x can say.
        of("transpose-4096", x -> x.T().flatten(), COLUMNS, COLUMNS);
        cases.put("take-rows", () -> {
            Array x = normal(100_000, 64), rows = mx.random.randint(mx.random.key(3), 0, 100_000, 100_000).eval();
            return () -> take(x, rows, 0).eval();
        });
    }

    private void random() {
        cases.put("uniform-10m", () -> {
            Array key = mx.random.key(0).eval();
            return () -> mx.random.uniform(key, 0, 1, 10_000_000).eval();
        });
        cases.put("normal-10m", () -> {
            Array key = mx.random.key(0).eval();
            return () -> mx.random.normal(key, 10_000_000).eval();
        });
    }

    private void scalars() {
        Array a = array(1.0), b = array(0.5);
        cases.put("scalar-add", () -> () -> add(a, b).eval());
        cases.put("scalar-chain", () -> () -> {
            Array x = a;
            for (int i = 0; i < 1000; i++) x = add(x, b);
            x.eval();
        });
        cases.put("grad-sin", () -> () -> grad(mx::sin).apply(b).eval());
        cases.put("grad5-sin", () -> () -> grad(grad(grad(grad(grad(mx::sin))))).apply(b).eval());
        Fn1 perElement = vmap(grad(x -> sin(x).multiply(x).add(exp(negative(x)))));
        of("vmap-grad-1000-eager", perElement, 1000);
        of("vmap-grad-1000-compiled", compile(perElement), 1000);
    }

    /** The documentation's example of vmap. */
    private void pages() {
        of("vmap-add", vmap((x, y) -> x.add(y), inAxes(0, 1)), shape(4096, 100), shape(100, 4096));
        cases.put("naive-add", () -> {
            Array x = normal(4096, 100), y = normal(100, 4096);
            return () -> {
                List<Array> sums = new ArrayList<>();
                for (int i = 0; i < x.dim(0); i++) sums.add(x.get(i).add(y.get(Index.all(), Index.at(i))));
                mx.eval(sums);
            };
        });
    }
}
