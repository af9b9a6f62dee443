package dev.jacobi.kernel.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The namespace of the stand-in library. */
public final class mx {
    private mx() {
    }

    public static Array array(double... values) {
        return Array.vector(values);
    }

    public static Array matrix(double[]... rows) {
        return new Array(new int[]{rows.length, rows[0].length}, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    public static Array sin(Array a) {
        return a.sin();
    }

    public static Array exp(Array a) {
        return a.with(a, (x, y) -> Math.exp(x));
    }

    public static Array square(Array a) {
        return a.with(a, (x, y) -> x * y);
    }

    public static Array mean(Array a) {
        return a.mean();
    }

    public static Array sum(Array a) {
        return a.sum();
    }

    public static Array matmul(Array a, Array b) {
        return a.with(b, (x, y) -> x * y).sum();
    }

    public static Index slice(Integer start, Integer stop) {
        return new Index.Slice(start, stop, null);
    }

    public static Index slice(Integer start, Integer stop, Integer step) {
        return new Index.Slice(start, stop, step);
    }

    public static Index all() {
        return new Index.Slice(null, null, null);
    }

    public static Index at(int i) {
        return new Index.At(i);
    }

    public static Index ellipsis() {
        return new Index.Ellipsis();
    }

    public static ArgNum argnums(int i) {
        return new ArgNum(i);
    }

    public static ArgNums argnums(int i, int j) {
        return new ArgNums(i, j);
    }

    public static Axes inAxes(Integer... axes) {
        return new Axes(axes);
    }

    public static Axes outAxes(Integer... axes) {
        return new Axes(axes);
    }

    public static Fn2 grad(Fn2 f, ArgNum n) {
        return (a, b) -> n.i() == 0 ? Trees.grad(t -> f.apply(t, b), a) : Trees.grad(t -> f.apply(a, t), b);
    }

    public static F2<Array, Array, List<Array>> grad(Fn2 f, ArgNums n) {
        return (a, b) -> {
            List<Array> r = new ArrayList<>();
            for (int i : n.is()) {
                r.add(grad(f, new ArgNum(i)).apply(a, b));
            }
            return r;
        };
    }

    public static Fn2 vmap(Fn2 f, Axes in, Axes out) {
        return f;
    }

    public static Fn1 grad(Fn1 f) {
        return (a) -> Trees.grad(t -> f.apply(t), a);
    }

    public static <A> F1<A, A> grad(F1<A, Array> f) {
        return (a) -> Trees.grad(t -> f.apply(t), a);
    }

    public static F1<Array, ValueAndGrad<Array>> valueAndGrad(Fn1 f) {
        return (a) -> new ValueAndGrad<>(f.apply(a), grad(f).apply(a));
    }

    public static <A> F1<A, ValueAndGrad<A>> valueAndGrad(F1<A, Array> f) {
        return (a) -> new ValueAndGrad<>(f.apply(a), grad(f).apply(a));
    }

    public static Fn1 vmap(Fn1 f) {
        return f;
    }

    public static Fn1 compile(Fn1 f) {
        return f;
    }

    public static Fn2 grad(Fn2 f) {
        return (a, b) -> Trees.grad(t -> f.apply(t, b), a);
    }

    public static <A, B> F2<A, B, A> grad(F2<A, B, Array> f) {
        return (a, b) -> Trees.grad(t -> f.apply(t, b), a);
    }

    public static F2<Array, Array, ValueAndGrad<Array>> valueAndGrad(Fn2 f) {
        return (a, b) -> new ValueAndGrad<>(f.apply(a, b), grad(f).apply(a, b));
    }

    public static <A, B> F2<A, B, ValueAndGrad<A>> valueAndGrad(F2<A, B, Array> f) {
        return (a, b) -> new ValueAndGrad<>(f.apply(a, b), grad(f).apply(a, b));
    }

    public static Fn2 vmap(Fn2 f) {
        return f;
    }

    public static Fn2 compile(Fn2 f) {
        return f;
    }

    public static Fn3 grad(Fn3 f) {
        return (a, b, c) -> Trees.grad(t -> f.apply(t, b, c), a);
    }

    public static <A, B, C> F3<A, B, C, A> grad(F3<A, B, C, Array> f) {
        return (a, b, c) -> Trees.grad(t -> f.apply(t, b, c), a);
    }

    public static F3<Array, Array, Array, ValueAndGrad<Array>> valueAndGrad(Fn3 f) {
        return (a, b, c) -> new ValueAndGrad<>(f.apply(a, b, c), grad(f).apply(a, b, c));
    }

    public static <A, B, C> F3<A, B, C, ValueAndGrad<A>> valueAndGrad(F3<A, B, C, Array> f) {
        return (a, b, c) -> new ValueAndGrad<>(f.apply(a, b, c), grad(f).apply(a, b, c));
    }

    public static Fn3 vmap(Fn3 f) {
        return f;
    }

    public static Fn3 compile(Fn3 f) {
        return f;
    }

    public static Fn4 grad(Fn4 f) {
        return (a, b, c, d) -> Trees.grad(t -> f.apply(t, b, c, d), a);
    }

    public static <A, B, C, D> F4<A, B, C, D, A> grad(F4<A, B, C, D, Array> f) {
        return (a, b, c, d) -> Trees.grad(t -> f.apply(t, b, c, d), a);
    }

    public static F4<Array, Array, Array, Array, ValueAndGrad<Array>> valueAndGrad(Fn4 f) {
        return (a, b, c, d) -> new ValueAndGrad<>(f.apply(a, b, c, d), grad(f).apply(a, b, c, d));
    }

    public static <A, B, C, D> F4<A, B, C, D, ValueAndGrad<A>> valueAndGrad(F4<A, B, C, D, Array> f) {
        return (a, b, c, d) -> new ValueAndGrad<>(f.apply(a, b, c, d), grad(f).apply(a, b, c, d));
    }

    public static Fn4 vmap(Fn4 f) {
        return f;
    }

    public static Fn4 compile(Fn4 f) {
        return f;
    }
}
