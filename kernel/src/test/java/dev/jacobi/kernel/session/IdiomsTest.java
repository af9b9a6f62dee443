package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.cell.OperatorTargets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells as people write them who come from NumPy and JAX: what works, and what one is told where it can't. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdiomsTest {
    private Cells cells;

    @BeforeAll
    void start() {
        cells = new Cells(SessionOptions.plain()
                .withImports("import java.util.*;", "import java.util.function.*;", "import dev.jacobi.engine.*;",
                        "import dev.jacobi.engine.array.*;",
                        "import dev.jacobi.engine.array.Array;", "import dev.jacobi.engine.function.*;", "import dev.jacobi.engine.type.*;",
                        "import static dev.jacobi.engine.mx.*;", "import static dev.jacobi.engine.array.Index.*;")
                .withOperators(OperatorTargets.jacobi()).withCompilerOptions("--add-modules", "jdk.incubator.vector"));
        cells.ok(
                "var a = arange(12).reshape(3, 4); Map<String, Array> params = new HashMap<>(Map.of(\"w\", a)); var list = new ArrayList<>(List.of(1, 2));");
        cells.ok("Array loss(Array w) { return sum(w * w); } double plain(double v) { return v; } Fn1 sq = v -> v * v;");
    }

    @AfterAll
    void stop() {
        cells.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"a ** 2;x.power(y)", "a @ a;matmul(a, b)", "lambda x: x * 2;x -> x * 2",
            "def f(x): return x;Array f(Array x)", "for x in list: print(x);for (var x : xs)", "import numpy as np;imported already",
            "from jax import grad;imported already", "import jax;imported already", "!ls;%bash", "1 if a else 2;where(condition, x, y)",
            "if (true and false) {};&&, || and !", "zeros([3, 4]);zeros(3, 4)", "array([1.0, 2.0]);array(1.0, 2.0)",
            "a[[0, 2]];list literals",
            "a[:, [0, 2]];list literals", "array({1.0, 2.0});new double[]", "grad(loss)(a);grad(f).apply(x)",
            "var (v, g) = valueAndGrad(loss).apply(ones(3));r.value()", "a[None];newAxis()", "f(True);that is true", "np.zeros(3);mx here",
            "jnp.zeros(3);mx here", "print(a);System.out.println(x)", "len(a);x.dim(0)", "range(3);arange(n)", "a.T;x.transpose()",
            "a.shape;.shape()", "a.dtype;.dtype()", "a.size;.size()", "a.astype(float32);DType.FLOAT32", "a.astype(mx.int8);DType.INT8",
            "a.sum(axis=0);given in order", "sum(a, 0);x.sum(", "value_and_grad(loss);valueAndGrad", "sq(a);sq.apply(x)",
            "sin(1.0);array(...)",
            "sin(new double[]{1});array(...)", "if (a > 2) {};where(condition", "a > 2 ? 1 : 0;where(condition",
            "int i = a[0, 0];itemLong()",
            "double d = a.sum();x.item()", "(a > 2) && (a < 8);& and |", "a != 3;notEqual", "a[0] > 1 | a[0] == a[1];x.equal(y)",
            "a++;x += 1",
            "params[\"w\"];map.get(key)", "list[0];list.get(i)", "\"abc\"[1];charAt", "String s = 'abc';double quotes"})
    void otherWaysToWriteAreExplained(String code, String hint) {
        CellError e = cells.error(code);
        assertTrue(e.hints().stream().anyMatch(h -> h.contains(hint)), () -> code + " -> " + e.traceback());
        assertEquals(1, e.hints().size(), () -> code + " -> " + e.traceback());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"a[0] + nope;^^^^;12", "a.transpose().nope();^^^^;19", "a.nope;^^^^;7",
            "ones(2).nope(3).sum();^^^^;13", "mx.softmx(a);^^^^^^;8", "a.sum(axis=0);^^^^;11"})
    void theUnknownNameAloneIsUnderlined(String code, String carets, int column) {
        CellError e = cells.error(code);
        assertEquals(" ".repeat(column - 1) + carets, e.traceback().get(2), () -> String.join("\n", e.traceback()));
    }

    @Test
    void messagesNameTypesAsCellsDoAndStayShort() {
        assertEquals("incompatible types: Array cannot be converted to boolean", cells.error("boolean b = a;").message());
        assertEquals("method sum in class mx cannot be applied to given types: required: Array, found: Array,int,"
                + " reason: actual and formal argument lists differ in length", cells.error("sum(a, 0)").message());
        CellError wall = cells.error("grad(plain)");
        assertEquals("no suitable method found for grad(a function)", wall.message());
        assertTrue(wall.hints().contains("bad return type in lambda expression, double cannot be converted to Array"),
                wall.traceback().toString());
        assertTrue(wall.traceback().size() < 8, wall.traceback().toString());
        assertEquals("cannot find symbol, method value_and_grad(a function)", cells.error("value_and_grad(loss)").message());
        String two = cells.error("java.util.Date d = new java.sql.Date(1L).toLocalDate();").message();
        assertTrue(two.contains("LocalDate cannot be converted to Date"), two);
        String same = CompilerWords.shortNames("java.awt.List cannot be converted to java.util.List<java.lang.String>");
        assertEquals("java.awt.List cannot be converted to java.util.List<String>", same);
    }

    @Test
    void theKernelsOwnLibrariesAreNotSuggested() {
        assertEquals(List.of(), cells.error("new ObjectMapper()").hints());
        assertEquals(List.of("BigDecimal is in java.math: import java.math.BigDecimal;"), cells.error("new BigDecimal(1)").hints());
    }

    @Test
    void indicesMixNumbersSlicesArraysAndNewAxes() {
        assertEquals("array([[0, 2],\n       [4, 6],\n       [8, 10]], dtype=int32)", cells.value("a[:, array(0, 2)]").toString());
        assertEquals("(3, 1, 4)", cells.value("a[:, None].shape()").toString());
        assertEquals("(3, 4, 1)", cells.value("a[..., None].shape()").toString());
        assertEquals(8.0, cells.value("a[a[0, 2], 0].item()"));
    }

    @Test
    void masksAssign() {
        assertEquals("array([0, 1, -1, -1], dtype=int32)", cells.value("var m = arange(4); m[m > 1] = -1; m").toString());
        assertEquals("array([[9, 9],\n       [0, 0]], dtype=int32)",
                cells.value("var n = zeros(2, 2).astype(DType.INT32); n[array(true, false)] = 9; n").toString());
        CellError e = cells.error("m[m > 0] += 1;");
        assertTrue(e.message().contains("where(mask"), e.message());
    }

    @Test
    void loopsGoOverRows() {
        assertEquals("6 22 38 ", cells.value("var text = \"\"; for (var row : a) text += row.sum().itemLong() + \" \"; text"));
    }

    @Test
    void anOperandThatIsNullIsToldSo() {
        CellError e = cells.error("Array[] some = new Array[1];\nsome[0] + 1");
        assertEquals("java.lang.NullPointerException: an operand is null: a variable has no array yet", e.traceback().getFirst());
        assertEquals("  at cell " + cells.count() + ":2", e.traceback().get(1));
    }
}
