package dev.jacobi.engine;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad input says what was given, what was needed, where, and what to do. */
class ErrorTextsTest {
    private static final Array PAIR = array(1.0, 2.0), TRIPLE = array(1.0, 2.0, 3.0);

    private static void says(Executable bad, String... parts) {
        String text = assertThrows(MxException.class, bad).getMessage();
        for (String part : parts) assertTrue(text.contains(part), () -> "'" + part + "' is missing in: " + text);
    }

    @Test
    void shapesThatDoNotFit() {
        says(() -> PAIR.add(TRIPLE), "[add]", "(2,)", "(3,)", "axis -1", "2 and 3");
        says(() -> matmul(mx.ones(2, 3), mx.ones(4, 5)), "[matmul]", "(2, 3)", "(4, 5)", "3", "4");
        says(() -> PAIR.reshape(3), "[reshape]", "(2,)", "(3,)");
        says(() -> concatenate(List.of(mx.ones(2, 2), mx.ones(2, 3)), 0), "[concatenate]", "array 1", "(2, 3)", "(2, 2)");
        says(() -> PAIR.sum(1), "[sum]", "axis 1", "(2,)", "-1 .. 0");
        says(() -> mx.array(new double[][]{{1, 2}, {3}}), "[array]", "row 1", "(1,)", "(2,)");
    }

    @Test
    void lossesThatAreNoScalars() {
        says(() -> grad(v -> v.multiply(2)).apply(PAIR), "[grad]", "(2,)", "scalar", "sum()");
        says(() -> grad(v -> v.reshape(1)).apply(array(1.0)), "[grad]", "(1,)", "squeeze()");
        says(() -> valueAndGrad(v -> v.greater(0)).apply(array(1.0)), "[valueAndGrad]", "bool", "astype");
    }

    @Test
    void argumentsThatHaveNoDerivative() {
        says(() -> grad(mx::square).apply(array(3)), "[grad]", "argument 0", "int32", "astype(FLOAT32)");
        says(() -> grad((Map<String, Array> p) -> p.get("a")).apply(Map.of("a", array(1))), "argument 0 at a", "int32");
        says(() -> grad((Double d) -> array(1.0)).apply(2.0), "[grad]", "argument 0", "Double");
    }

    @Test
    void wrongNumbersOfArguments() {
        says(() -> grad((a, b) -> a, argnums(2)).apply(PAIR, PAIR), "[grad]", "argument 2", "2");
        says(() -> vmap((a, b) -> a, inAxes(0, 0, 0)).apply(PAIR, PAIR), "[vmap]", "3 entries", "2 arguments");
        says(() -> jvp((F1<Array, Array>) v -> v, List.of(PAIR), List.of()), "[jvp]", "1 primal and 0 tangents");
        says(() -> new F1.Typed<Array, Array>(((F1<Array, Array>) v -> v).tree()).tree().apply(PAIR, PAIR), "takes 1 argument,",
                "given were 2");
    }

    @Test
    void valuesInsideOfVmapAndCompile() {
        says(() -> vmap(v -> v.greater(0).itemBoolean() ? v : v.negative()).apply(PAIR), "[item]", "result of greater", "vmap",
                "argument 0", "float32 ()", "where");
        says(() -> vmap(v -> array(v.toString().length())).apply(PAIR), "[toString]", "vmap", "argument 0");
        says(() -> compile(v -> v.multiply(2).eval()).apply(PAIR), "[eval]", "result of multiply", "compile", "argument 0");
        Array[] kept = new Array[1];
        vmap(v -> kept[0] = v.add(1)).apply(PAIR);
        says(() -> kept[0].item(), "[item]", "vmap", "kept beyond the call");
    }

    @Test
    void mappedAxesThatDiffer() {
        says(() -> vmap((a, b) -> a.add(b)).apply(PAIR, TRIPLE), "[vmap]", "argument 0 of shape (2,) has 2",
                "argument 1 of shape (3,) has 3");
        says(() -> vmap(v -> v).apply(array(1.0)), "[vmap]", "argument 0", "()", "no axis 0", "null");
        says(() -> vmap(v -> v, inAxes((Object) null)).apply(PAIR), "[vmap]", "no array is mapped");
        says(() -> vmap((Array v) -> v, inAxes(0), outAxes(null)).apply(PAIR), "[vmap]", "outAxes", "differs from example to example");
    }

    @Test
    void indicesOutOfRange() {
        says(() -> PAIR.get(2), "[get]", "index 2", "axis 0", "(2,)", "2 elements");
        says(() -> take(PAIR, array(0, 5), 0).eval(), "[take]", "index 5", "axis 0", "2 elements");
        says(() -> TRIPLE.get(Index.at(array(0, -4))).eval(), "index -4");
        says(() -> PAIR.get("0, x"), "column 4", "'x'");
        says(() -> PAIR.get(Index.at(PAIR.greater(1))), "[get]", "bool", "where");
        says(() -> PAIR.get(0, 0), "[get]", "x[0, 0]", "2 indices", "(2,)", "1 axis:", "at most one");
        says(() -> array(1.0).get(0), "1 index for", "()", "0 axes");
        says(() -> Index.slice(0, 2, 0), "[slice]", "step is 0");
    }

    @Test
    void assignmentsThatDoNotFit() {
        Array x = mx.zeros(3, 4);
        says(() -> x.at(Index.at(0), Index.at(1), Index.at(2)).set(3), "[at] assignment to x[0, 1, 2]: 3 indices", "(3, 4)", "2 axes",
                "at most one");
        says(() -> x.at(Index.slice(0, 2), Index.at(5)).set(3), "[at] assignment to x[0:2, 5]: index 5", "axis 1 of shape (3, 4)",
                "4 elements: give -4 .. 3");
        says(() -> x.at(-4).add(1), "[at] assignment to x[-4]: index -4", "axis 0");
        says(() -> x.at(Index.ellipsis(), Index.ellipsis()).set(1), "[at] assignment to x[..., ...]", "2 ellipses");
        says(() -> x.at(Index.slice(null, null, -1), Index.at(PAIR)).set(1), "[at] assignment to x[::-1, array of shape (2,)]", "float32",
                "astype(INT32)");
        says(() -> x.at(Index.slice(0, 2), Index.at(0)).set(TRIPLE), "[at] assignment to x[0:2, 0]: a value of shape (3,)",
                "elements of shape (2,)");
        says(() -> x.at(Index.at(array(0, 1))).add(TRIPLE), "[at] assignment to x[array of shape (2,)]: a value of shape (3,)",
                "elements of shape (2, 4)");
        says(() -> x.at(Index.at(array(0, 7))).set(1).eval(), "[scatter] index 7", "axis 0 of shape (3, 4)", "give -3 .. 2");
    }

    @Test
    void countsOfOneAreInTheSingular() {
        says(() -> vmap((a, b) -> a, inAxes(0, 0, 0)).apply(PAIR, PAIR), "3 entries");
        says(() -> vmap(v -> v, inAxes(0, 0)).apply(PAIR), "2 entries", "1 argument");
        says(() -> mx.ones(1).reshape(2), "has 1 element,");
        says(() -> mx.ones(1, 1).get(0, 1), "which has 1 element:");
    }

    @Test
    void treesThatDiffer() {
        says(() -> Tree.map((a, b) -> a, List.of(PAIR), Map.of("a", PAIR)), "[tree_map]", "differ in structure", "list", "map");
        says(() -> vjp((F1<Array, List<Array>>) v -> List.of(v), PAIR, List.of(PAIR, PAIR)), "[vjp]", "differ in structure");
        says(() -> jvp((F1<Array, Array>) v -> v, PAIR, TRIPLE), "[jvp]", "argument 0", "(3,)", "(2,)");
    }

    @Test
    void dtypesWithoutMeaning() {
        says(() -> bitwiseAnd(PAIR, PAIR), "[bitwise_and]", "float32", "astype(INT32)");
        says(() -> array(true).negative(), "[negative]", "bool", "logicalNot");
        says(() -> take(PAIR, PAIR, 0), "[take]", "float32", "integers");
        says(() -> mx.array(new Object[]{"a"}), "[array]", "String");
        says(() -> mx.random.split(PAIR, 2), "[random.split]", "float32", "mx.random.key");
        says(() -> PAIR.astype(DType.FLOAT32).item(), "[item]", "(2,)", "2 elements");
    }
}
