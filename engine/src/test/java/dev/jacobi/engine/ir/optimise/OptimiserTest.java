package dev.jacobi.engine.ir.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.ir.Program;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each pass on small programs, before and after as text. */
class OptimiserTest {
    private static final String VECTOR = "a = given float32 (3,)\nb = given float32 (3,)\n";

    private static void becomes(Rule rule, String before, String after) {
        Program program = ProgramText.parse(before);
        assertEquals(before.strip(), program.toString(), "the text is read as it is written");
        Program done = DeadCode.remove(new Rewriter(List.of(rule), false, new HashMap<>()).rewrite(program));
        assertEquals(after.strip(), done.toString());
    }

    private static void stays(Rule rule, String program) { becomes(rule, program, program); }

    // common subexpressions

    private static void shared(String before, String after) {
        Program done = DeadCode.remove(new Rewriter(List.of(), true, new HashMap<>()).rewrite(ProgramText.parse(before)));
        assertEquals(after.strip(), done.toString());
    }

    @Test
    void equalStepsAreOne() {
        shared(VECTOR + "c = sin a float32 (3,)\nd = sin a float32 (3,)\ne = multiply c d float32 (3,)\nreturn e",
                VECTOR + "c = sin a float32 (3,)\nd = multiply c c float32 (3,)\nreturn d");
        shared(VECTOR + "c = add a b float32 (3,)\nd = add b a float32 (3,)\nreturn c d", VECTOR + "c = add a b float32 (3,)\nreturn c c");
        String ordered = VECTOR + "c = subtract a b float32 (3,)\nd = subtract b a float32 (3,)\nreturn c d";
        shared(ordered, ordered);
        String given = VECTOR + "return a b";
        shared(given, given);
    }

    @Test
    void whatDependsOnOthersIsNotShared() {
        String text = VECTOR
                + "c = depends a b float32 (3,)\nd = depends a b float32 (3,)\ne = exp c float32 (3,)\nf = exp d float32 (3,)\nreturn e f";
        shared(text, text);
    }

    // constants

    @Test
    void constantsAreFolded() {
        becomes(new ConstantFolding(),
                "a = given float32 (2,)\nb = constant 2.0 float32 ()\nc = exp b float32 ()\nd = broadcast c float32 (2,)\n"
                        + "e = multiply a d float32 (2,)\nreturn e",
                "a = given float32 (2,)\nb = constant 7.389056205749512 float32 (2,)\nc = multiply a b float32 (2,)\nreturn c");
        becomes(new ConstantFolding(), "a = constant 300 int32 ()\nb = cast a uint8 ()\nreturn b", "a = constant 44 uint8 ()\nreturn a");
        becomes(new ConstantFolding(), "a = constant 1.5 float32 (4,)\nb = max(0) a float32 ()\nreturn b",
                "a = constant 1.5 float32 ()\nreturn a");
        stays(new ConstantFolding(), "a = constant 0.25 float32 (4,)\nb = sum(0) a float32 ()\nreturn b");
        stays(new ConstantFolding(), "a = constant 0.25 float32 (0,)\nb = max(0) a float32 ()\nreturn b");
    }

    // dead code

    @Test
    void whatNobodyReadsGoes() {
        Program p = ProgramText.parse(VECTOR + "c = exp a float32 (3,)\nd = sin b float32 (3,)\nreturn d");
        assertEquals(VECTOR + "c = sin b float32 (3,)\nreturn c", DeadCode.remove(p).toString());
    }

    // identities

    private static void sameAs(String operation, String result) {
        Program p = ProgramText.parse(VECTOR + operation);
        Program done = DeadCode.remove(new Rewriter(List.of(new Identities()), false, new HashMap<>()).rewrite(p));
        assertEquals(VECTOR + result, done.toString(), operation);
    }

    private static String constant(String c, String operation) {
        return "c = constant " + c + " float32 (3,)\nd = " + operation + " float32 (3,)\nreturn d";
    }

    @Test
    void identitiesThatHoldForEveryValue() {
        sameAs(constant("1.0", "multiply a c"), "return a");
        sameAs(constant("1.0", "multiply c a"), "return a");
        sameAs(constant("1.0", "divide a c"), "return a");
        sameAs(constant("0.0", "subtract a c"), "return a");
        sameAs(constant("-0.0", "add a c"), "return a");
        sameAs(constant("-1.0", "multiply a c"), "c = negative a float32 (3,)\nreturn c");
        sameAs(constant("0.0", "scale a c"), "c = constant 0.0 float32 (3,)\nreturn c");
        sameAs(constant("-0.0", "scale c a"), "c = constant 0.0 float32 (3,)\nreturn c");
        sameAs(constant("4.0", "divide a c"), "c = constant 0.25 float32 (3,)\nd = multiply a c float32 (3,)\nreturn d");
        sameAs("c = negative a float32 (3,)\nd = negative c float32 (3,)\nreturn d", "return a");
        sameAs("c = negative b float32 (3,)\nd = add a c float32 (3,)\nreturn d", "c = subtract a b float32 (3,)\nreturn c");
        sameAs("c = negative b float32 (3,)\nd = subtract a c float32 (3,)\nreturn d", "c = add a b float32 (3,)\nreturn c");
        sameAs("c = negative a float32 (3,)\nd = square c float32 (3,)\nreturn d", "c = square a float32 (3,)\nreturn c");
        sameAs("c = maximum a a float32 (3,)\nreturn c", "return a");
        sameAs("c = greater a b bool (3,)\nd = select c a a float32 (3,)\nreturn d", "return a");
    }

    @Test
    void identitiesThatFailForSomeValueAreNotUsed() {
        for (String operation : List.of(constant("0.0", "add a c"), // -0 + 0 is 0
                constant("-0.0", "subtract a c"), // -0 - -0 is 0
                constant("0.0", "subtract c a"), // 0 - 0 is not -0
                constant("0.0", "multiply a c"), // infinity * 0 is NaN
                constant("1.0", "scale a c"), // -0 becomes 0 there
                constant("3.0", "divide a c"), // rounds otherwise than * (1/3)
                "c = subtract a a float32 (3,)\nreturn c", // infinity - infinity
                "c = equal a a bool (3,)\nreturn c")) // NaN
            sameAs(operation, operation);
    }

    @Test
    void scalingByOneIsNothingWhereNegativeZeroCantBe() {
        sameAs("c = exp a float32 (3,)\nd = constant 1.0 float32 (3,)\ne = scale d c float32 (3,)\nreturn e",
                "c = exp a float32 (3,)\nreturn c");
        String sine = "c = sin a float32 (3,)\nd = constant 1.0 float32 (3,)\ne = scale d c float32 (3,)\nreturn e";
        sameAs(sine, sine);
    }

    @Test
    void integersHaveMoreIdentities() {
        String in = "a = given int32 (3,)\n";
        becomes(new Identities(), in + "b = constant 0 int32 (3,)\nc = add a b int32 (3,)\nreturn c", in + "return a");
        becomes(new Identities(), in + "b = subtract a a int32 (3,)\nreturn b", in + "b = constant 0 int32 (3,)\nreturn b");
        becomes(new Identities(), in + "b = equal a a bool (3,)\nreturn b", in + "b = constant 1 bool (3,)\nreturn b");
    }

    // casts

    @Test
    void castsThatLoseNothingAreSkipped() {
        becomes(new CastChains(), "a = given float16 (3,)\nb = cast a float32 (3,)\nc = cast b float16 (3,)\nreturn c",
                "a = given float16 (3,)\nreturn a");
        becomes(new CastChains(), "a = given uint8 (3,)\nb = cast a float32 (3,)\nc = cast b float64 (3,)\nreturn c",
                "a = given uint8 (3,)\nb = cast a float64 (3,)\nreturn b");
        stays(new CastChains(), "a = given float32 (3,)\nb = cast a float16 (3,)\nc = cast b float32 (3,)\nreturn c");
        stays(new CastChains(), "a = given float16 (3,)\nb = cast a bfloat16 (3,)\nc = cast b float16 (3,)\nreturn c");
        stays(new CastChains(), "a = given int64 (3,)\nb = cast a float64 (3,)\nc = cast b int64 (3,)\nreturn c");
        stays(new CastChains(), "a = given float32 (3,)\nb = cast a int32 (3,)\nc = cast b float32 (3,)\nreturn c");
    }

    // views

    @Test
    void viewsOfViewsAreOne() {
        String in = "a = given float32 (2, 3)\n";
        becomes(new ViewChains(), in + "b = permute(1, 0) a float32 (3, 2)\nc = permute(1, 0) b float32 (2, 3)\nreturn c", in + "return a");
        becomes(new ViewChains(), in + "b = reshape a float32 (6,)\nc = reshape b float32 (3, 2)\nreturn c",
                in + "b = reshape a float32 (3, 2)\nreturn b");
        becomes(new ViewChains(), in + "b = broadcast a float32 (4, 2, 3)\nc = broadcast b float32 (5, 4, 2, 3)\nreturn c",
                in + "b = broadcast a float32 (5, 4, 2, 3)\nreturn b");
        becomes(new ViewChains(), in + "b = slice(0, 0)(1, 1) a float32 (2, 3)\nreturn b", in + "return a");
        becomes(new ViewChains(),
                "a = given float32 (20,)\nb = slice(19)(-2) a float32 (10,)\nc = slice(1)(3) b float32 (3,)\nreturn c",
                "a = given float32 (20,)\nb = slice(17)(-6) a float32 (3,)\nreturn b");
        becomes(new ViewChains(), "a = given float32 (1, 3)\nb = permute(1, 0) a float32 (3, 1)\nc = reshape b float32 (3,)\nreturn c",
                "a = given float32 (1, 3)\nb = reshape a float32 (3,)\nreturn b");
        stays(new ViewChains(), in + "b = permute(1, 0) a float32 (3, 2)\nc = reshape b float32 (6,)\nreturn c");
    }

    @Test
    void togetherTheyCountWhatTheyRemove() {
        var done = Optimiser.optimise(ProgramText.parse(VECTOR
                + "c = constant 1.0 float32 ()\nd = broadcast c float32 (3,)\ne = multiply d a float32 (3,)\nf = cos e float32 (3,)\n"
                + "g = cos a float32 (3,)\nh = exp b float32 (3,)\ni = add f g float32 (3,)\nreturn i"));
        assertEquals(VECTOR + "c = cos a float32 (3,)\nd = add c c float32 (3,)\nreturn d", done.program().toString());
        assertTrue(done.summary().contains("1 common subexpression, 1 dead operation, 1 folded constant, 1 identity"), done.summary());
    }
}
