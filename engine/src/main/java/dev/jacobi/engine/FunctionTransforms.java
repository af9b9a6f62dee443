package dev.jacobi.engine;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.F2;
import dev.jacobi.engine.function.F3;
import dev.jacobi.engine.function.F4;
import dev.jacobi.engine.function.F5;
import dev.jacobi.engine.function.F6;
import dev.jacobi.engine.function.F7;
import dev.jacobi.engine.function.F8;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.function.Fn3;
import dev.jacobi.engine.function.Fn4;
import dev.jacobi.engine.function.Fn5;
import dev.jacobi.engine.function.Fn6;
import dev.jacobi.engine.function.Fn7;
import dev.jacobi.engine.function.Fn8;
import dev.jacobi.engine.transform.Compile;
import dev.jacobi.engine.transform.Compiled;
import dev.jacobi.engine.transform.Custom;
import dev.jacobi.engine.transform.CustomRules;

/**
 * {@code compile}, {@code checkpoint} and {@code customFunction}: the same function, run or differentiated otherwise.
 *
 * <p>A compiled function is traced once for each structure, shapes and dtypes of its arguments, and must be pure; arrays that it captures stay inputs.
 * {@code compile(f, Compile.shapeless())} traces once for all sizes of axes.
 * A checkpointed one computes its inner values again for the derivative. {@code f.explain()} of a compiled function says why it was traced last.
 */
public abstract class FunctionTransforms extends VmapTransforms {

    FunctionTransforms() {}

    // 1 argument

    /** {@code f}, compiled as {@code options} say. */
    public static Fn1 compile(Fn1 f, Compile options) {
        return Fn1.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, R> F1<A, R> compile(F1<A, R> f, Compile options) {
        return F1.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn1 compile(Fn1 f) { return Fn1.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, R> F1<A, R> compile(F1<A, R> f) { return F1.of(new Compiled(f.tree())); }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn1 checkpoint(Fn1 f) {
        return Fn1.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, R> F1<A, R> checkpoint(F1<A, R> f) {
        return F1.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn1 customFunction(Fn1 f, CustomRules rules) {
        return Fn1.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, R> F1<A, R> customFunction(F1<A, R> f, CustomRules rules) {
        return F1.of(Custom.of(f.tree(), rules));
    }

    // 2 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn2 compile(Fn2 f, Compile options) {
        return Fn2.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, R> F2<A, B, R> compile(F2<A, B, R> f, Compile options) {
        return F2.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn2 compile(Fn2 f) { return Fn2.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, R> F2<A, B, R> compile(F2<A, B, R> f) {
        return F2.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn2 checkpoint(Fn2 f) {
        return Fn2.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, R> F2<A, B, R> checkpoint(F2<A, B, R> f) {
        return F2.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn2 customFunction(Fn2 f, CustomRules rules) {
        return Fn2.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, R> F2<A, B, R> customFunction(F2<A, B, R> f, CustomRules rules) {
        return F2.of(Custom.of(f.tree(), rules));
    }

    // 3 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn3 compile(Fn3 f, Compile options) {
        return Fn3.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, R> F3<A, B, C, R> compile(F3<A, B, C, R> f, Compile options) {
        return F3.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn3 compile(Fn3 f) { return Fn3.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, R> F3<A, B, C, R> compile(F3<A, B, C, R> f) {
        return F3.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn3 checkpoint(Fn3 f) {
        return Fn3.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, R> F3<A, B, C, R> checkpoint(F3<A, B, C, R> f) {
        return F3.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn3 customFunction(Fn3 f, CustomRules rules) {
        return Fn3.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, R> F3<A, B, C, R> customFunction(F3<A, B, C, R> f, CustomRules rules) {
        return F3.of(Custom.of(f.tree(), rules));
    }

    // 4 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn4 compile(Fn4 f, Compile options) {
        return Fn4.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> compile(F4<A, B, C, D, R> f, Compile options) {
        return F4.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn4 compile(Fn4 f) { return Fn4.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> compile(F4<A, B, C, D, R> f) {
        return F4.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn4 checkpoint(Fn4 f) {
        return Fn4.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> checkpoint(F4<A, B, C, D, R> f) {
        return F4.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn4 customFunction(Fn4 f, CustomRules rules) {
        return Fn4.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> customFunction(F4<A, B, C, D, R> f, CustomRules rules) {
        return F4.of(Custom.of(f.tree(), rules));
    }

    // 5 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn5 compile(Fn5 f, Compile options) {
        return Fn5.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> compile(F5<A, B, C, D, E, R> f, Compile options) {
        return F5.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn5 compile(Fn5 f) { return Fn5.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> compile(F5<A, B, C, D, E, R> f) {
        return F5.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn5 checkpoint(Fn5 f) {
        return Fn5.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> checkpoint(F5<A, B, C, D, E, R> f) {
        return F5.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn5 customFunction(Fn5 f, CustomRules rules) {
        return Fn5.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> customFunction(F5<A, B, C, D, E, R> f, CustomRules rules) {
        return F5.of(Custom.of(f.tree(), rules));
    }

    // 6 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn6 compile(Fn6 f, Compile options) {
        return Fn6.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> compile(F6<A, B, C, D, E, F, R> f, Compile options) {
        return F6.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn6 compile(Fn6 f) { return Fn6.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> compile(F6<A, B, C, D, E, F, R> f) {
        return F6.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn6 checkpoint(Fn6 f) {
        return Fn6.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> checkpoint(F6<A, B, C, D, E, F, R> f) {
        return F6.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn6 customFunction(Fn6 f, CustomRules rules) {
        return Fn6.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> customFunction(F6<A, B, C, D, E, F, R> f, CustomRules rules) {
        return F6.of(Custom.of(f.tree(), rules));
    }

    // 7 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn7 compile(Fn7 f, Compile options) {
        return Fn7.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> compile(F7<A, B, C, D, E, F, G, R> f, Compile options) {
        return F7.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn7 compile(Fn7 f) { return Fn7.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> compile(F7<A, B, C, D, E, F, G, R> f) {
        return F7.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn7 checkpoint(Fn7 f) {
        return Fn7.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> checkpoint(F7<A, B, C, D, E, F, G, R> f) {
        return F7.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn7 customFunction(Fn7 f, CustomRules rules) {
        return Fn7.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> customFunction(F7<A, B, C, D, E, F, G, R> f, CustomRules rules) {
        return F7.of(Custom.of(f.tree(), rules));
    }

    // 8 arguments

    /** {@code f}, compiled as {@code options} say. */
    public static Fn8 compile(Fn8 f, Compile options) {
        return Fn8.of(new Compiled(f.tree(), options));
    }

    /** {@code f} of trees, compiled as {@code options} say. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> compile(F8<A, B, C, D, E, F, G, H, R> f, Compile options) {
        return F8.of(new Compiled(f.tree(), options));
    }

    /** {@code f}, traced once. */
    public static Fn8 compile(Fn8 f) { return Fn8.of(new Compiled(f.tree())); }

    /** {@code f} of trees, traced once. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> compile(F8<A, B, C, D, E, F, G, H, R> f) {
        return F8.of(new Compiled(f.tree()));
    }

    /** {@code f}, whose inner values are computed again for the derivative. */
    public static Fn8 checkpoint(Fn8 f) {
        return Fn8.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} of trees, whose inner values are computed again for the derivative. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> checkpoint(F8<A, B, C, D, E, F, G, H, R> f) {
        return F8.of(Custom.checkpoint(f.tree()));
    }

    /** {@code f} with rules of its own. */
    public static Fn8 customFunction(Fn8 f, CustomRules rules) {
        return Fn8.of(Custom.of(f.tree(), rules));
    }

    /** {@code f} of trees with rules of its own. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> customFunction(F8<A, B, C, D, E, F, G, H, R> f,
            CustomRules rules) {
        return F8.of(Custom.of(f.tree(), rules));
    }

    /** Lets compiled functions call the function each time, for debugging. */
    public static void disableCompile() {
        Compiled.enable(false);
    }

    /** Lets compiled functions use what they compiled again. */
    public static void enableCompile() { Compiled.enable(true); }
}
