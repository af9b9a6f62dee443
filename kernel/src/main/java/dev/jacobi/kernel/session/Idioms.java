package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CodeMask;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write who know NumPy, JAX or MLX, and how it is written here: hints for what the compiler can't make sense of. */
final class Idioms {
    private static final String SYNTAX = "compiler\\.err\\.(expected|illegal\\.start|premature|not\\.stmt|unclosed|class\\.public|orphaned|else\\.|invalid|"
            + "restricted|variable\\.not\\.allowed|array\\.dimension).*";
    private static final String RESOLVE = "compiler\\.err\\.cant\\.resolve.*", ARRAY = "\\S*\\bArray";

    private static final Pattern MIXED = Pattern.compile("no suitable method found for array\\([^)]*\\bArray\\b");
    private static final Pattern DTYPE = Pattern
            .compile("symbol:\\s+variable (bool|u?int(?:8|16|32|64)|b?float16|float32|float64|complex64)\\b");

    /**
     * One of them.
     *
     * @param code the compiler's complaint
     * @param message a part of its words
     * @param line a part of the code of the line, without texts and comments
     */
    private record Idiom(Pattern code, Pattern message, Pattern line, String hint) {}

    private static Idiom syntax(String line, String hint) { return idiom(SYNTAX, "", line, hint); }

    private static Idiom name(String name, String hint) {
        return idiom(RESOLVE, "symbol:\\s+\\w+ (" + name + ")\\b", "", hint);
    }

    private static Idiom types(String message, String hint) { return idiom(".*", message, "", hint); }

    private static Idiom idiom(String code, String message, String line, String hint) {
        return new Idiom(Pattern.compile(code), Pattern.compile(message, Pattern.DOTALL), Pattern.compile(line), hint);
    }

    private static final List<Idiom> ALL = List.of(
            // syntax that only Python has
            syntax("\\*\\*", "there is no ** operator: x.power(y), or square(x)"),
            syntax("[\\w)\\]]\\s*@\\s*[\\w(]", "there is no @ operator: matmul(a, b), or a.matmul(b)"),
            syntax("\\blambda\\b", "a function is written x -> x * 2, or (x, y) -> x + y"),
            syntax("^\\s*def\\s", "a function is declared with its types: Array f(Array x) { return x * 2; }"),
            syntax("^\\s*for\\s+\\w+\\s+in\\b", "a loop is written for (var x : xs) { ... }"),
            syntax("^\\s*(import|from)\\s+\\w+(\\.\\w+)*(\\s+(as|import)\\b.*)?\\s*$",
                    "mx, its functions and the arrays are imported already"),
            idiom(SYNTAX + "|" + RESOLVE, "", "^\\s*!\\s*\\w+(\\s+[\\w./~-].*)?\\s*$",
                    "a command of the shell is %bash COMMAND, or a cell that begins with %%bash"),
            syntax("\\bif\\b[^(]*\\belse\\b", "a choice between values is written condition ? x : y, for arrays where(condition, x, y)"),
            syntax("\\bnot\\b|\\w\\s+(and|or)\\s+\\w", "conditions are joined by &&, || and !; for arrays by &, | and !"),
            syntax("(^|[(,=\\[])\\s*\\[",
                    "there are no list literals: array(1.0, 2.0) is an array, List.of(...) a list, new int[]{...} a Java array;"
                            + " sizes are given one by one, as in zeros(3, 4)"),
            syntax("[(,]\\s*\\{", "a Java array is written with its type: new double[]{1, 2}; array(1.0, 2.0) is an array of the engine"),
            syntax("\\)\\s*\\(", "a function that is a value is called by its method: grad(f).apply(x)"),
            idiom("compiler\\.err\\.unclosed\\.char\\.lit.*", "", "", "texts stand between double quotes: \"text\""),
            // names
            idiom(RESOLVE, "", "\\bvar\\s*\\(",
                    "a value is not taken apart like that: var r = ...; then r.value() and r.grad(), by the names of its record"),
            name("None", "that is null, or newAxis() in an index: x[..., newAxis()]"), name("True", "that is true"),
            name("False", "that is false"),
            name("np|jnp|numpy|jax", "that is mx here, and its functions can be called by their bare names"),
            name("print", "that is System.out.println(x); the value of a cell's last line is shown by itself"),
            name("len", "that is x.size() for all elements, x.dim(0) for the first axis, list.size(), text.length()"),
            name("range", "that is arange(n) for an array, IntStream.range(0, n) for a loop"),
            idiom(RESOLVE, "variable T\\b.*" + ARRAY, "", "that is x.transpose()"),
            idiom(".*", "non-static variable this cannot be referenced", "\\bthis\\s*::",
                    "a cell is no method of an object: ::loss, or loss alone"),
            // types
            types("\\b(int|long|float|double|boolean) cannot be converted to " + ARRAY + "\\b",
                    "an array is needed: array(...) makes one of a number"),
            types("\\w\\[\\] cannot be converted to " + ARRAY + "\\b", "an array is needed: array(...) makes one of a Java array"),
            types(ARRAY + " cannot be converted to boolean",
                    "an array is no condition: where(condition, x, y) chooses element by element; of one element"
                            + " there is c.itemBoolean()"),
            types(ARRAY + " cannot be converted to (int|long)", "the value of an array of one element is x.itemLong(), or (int) x.item()"),
            types(ARRAY + " cannot be converted to (float|double)", "the value of an array of one element is x.item()"),
            types("binary operator '(&&|\\|\\|)'.*" + ARRAY, "conditions on arrays are joined by & and |, each in parentheses"),
            types("binary operator '(==|!=)'.*" + ARRAY, "x.equal(y) and x.notEqual(y) compare element by element"),
            types("binary operator '[&|^]'.*type:\\s+(" + ARRAY + "\\s.*boolean|boolean.*" + ARRAY + ")",
                    "== and != ask whether two arrays are the same object; x.equal(y) and x.notEqual(y) compare element by element"),
            types("unary operator '(\\+\\+|--)'", "arrays have no ++ and --: x += 1 and x -= 1"),
            types("array required, but java\\.util\\.\\w*Map", "the value of a key is map.get(key)"),
            types("array required, but java\\.util\\.\\w*List", "an element of a list is list.get(i)"),
            types("array required, but java\\.lang\\.String", "a character of a text is text.charAt(i)"));

    static List<String> of(String code, String message, String line, int column) {
        String java = withoutTexts(line);
        if (code.matches(RESOLVE) && java.substring(Math.min(column - 1, java.length())).matches("\\w+\\s*=[^=].*")
                && java.substring(0, Math.min(column - 1, java.length())).stripTrailing().matches(".*[(,]")) {
            return List.of("arguments have no names in a call: they are given in order, as in x.sum(0)");
        }
        Optional<String> dtype = dtype(code, message);
        if (dtype.isPresent()) {
            return List.of(dtype.get());
        }
        return ALL.stream().filter(i -> i.code.matcher(code).matches() && i.message.matcher(message).find() && i.line.matcher(java).find())
                .map(Idiom::hint).limit(1).toList();
    }

    /** An array among the numbers that make one: none of the reasons why each form of the function does not fit says what does. */
    static Optional<String> mixed(String message) {
        return MIXED.matcher(message).find()
                ? Optional.of("arrays and numbers are put together by array(List.of(x, 0.0)), or stack(List.of(x, y), 0)")
                : Optional.empty();
    }

    /** {@code float32}, {@code mx.int8}. */
    private static Optional<String> dtype(String code, String message) {
        Matcher m = DTYPE.matcher(message);
        return code.matches(RESOLVE) && m.find() ? Optional.of("did you mean DType." + m.group(1).toUpperCase(Locale.ROOT) + "?")
                : Optional.empty();
    }

    private static String withoutTexts(String line) {
        CodeMask mask = new CodeMask(line);
        StringBuilder java = new StringBuilder(line);
        for (int i = 0; i < line.length(); i++) {
            if (!mask.isCode(i)) {
                java.setCharAt(i, ' ');
            }
        }
        return java.toString();
    }

    private Idioms() {
    }
}
