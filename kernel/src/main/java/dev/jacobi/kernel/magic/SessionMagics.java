package dev.jacobi.kernel.magic;

import dev.jacobi.engine.array.Array;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;
import dev.jacobi.kernel.session.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The session's variables, and the process around it. */
final class SessionMagics {
    private static final int LONGEST_TEXT = 60;

    static List<Magic> magics() {
        return List.of(Magic.line("who", "[TYPE]...", "Lists the variables, or those of some types.", SessionMagics::who),
                Magic.line("whos", "[TYPE]...", "Lists the variables with their types and values.", SessionMagics::whos),
                Magic.line("reset", "[-fs] [NAME]...", "Forgets variables: all, or those named. It does not ask: -f and -s are IPython's.",
                        SessionMagics::reset),
                Magic.line("env", "[NAME]", "Shows the environment of the kernel, or one variable of it.", SessionMagics::environment));
    }

    private static List<Variable> variables(MagicCall call) {
        List<String> types = call.line().isBlank() ? List.of() : List.of(call.line().split("\\s+"));
        return call.session().variables().stream().filter(v -> !v.name().startsWith("$"))
                .filter(v -> types.isEmpty() || types.stream().anyMatch(t -> isOf(v.typeName(), t))).toList();
    }

    /** Whether a person may call the type so: with or without its package, with or without what is between its angle brackets. */
    private static boolean isOf(String type, String called) {
        String name = called.replace(" ", "");
        String whole = type.replace(" ", ""), simple = simple(type).replace(" ", "");
        return name.equals(whole) || name.equals(simple) || name.equals(raw(whole)) || name.equals(raw(simple));
    }

    private static String raw(String type) {
        int generic = type.indexOf('<');
        return generic > 0 ? type.substring(0, generic) : type;
    }

    private static CellResult who(MagicCall call) {
        List<Variable> all = variables(call);
        String none = call.line().isBlank() ? "Interactive namespace is empty." : "No variables match your requested type.";
        call.print(all.isEmpty() ? none : String.join("\t", all.stream().map(Variable::name).toList()));
        return CellResults.nothing();
    }

    private static CellResult whos(MagicCall call) {
        List<Variable> all = variables(call);
        if (all.isEmpty()) return who(call);
        int name = Math.max(8, all.stream().mapToInt(v -> v.name().length()).max().orElse(0));
        int type = Math.max(4, all.stream().mapToInt(v -> simple(v.typeName()).length()).max().orElse(0));
        String format = "%-" + name + "s   %-" + type + "s   %s";
        call.print(format.formatted("Variable", "Type", "Data/Info"));
        call.print("-".repeat(name + type + 15));
        for (Variable v : all) call.print(format.formatted(v.name(), simple(v.typeName()), info(v.value(), call.session())));
        return CellResults.nothing();
    }

    /** What an object is, without evaluating or walking through it. */
    private static String info(Object value, Session session) {
        return switch (value) {
            case null -> "null";
            case Array a -> a.dtype().toString() + a.shape();
            case Collection<?> c -> text(new Told(() -> "n=" + c.size()), session);
            case Map<?, ?> m -> text(new Told(() -> "n=" + m.size()), session);
            case Object o when o.getClass().isArray() -> "n=" + java.lang.reflect.Array.getLength(o);
            default -> text(value, session);
        };
    }

    /** Methods of a person's classes are called where they can be stopped and may throw: as a text that is made there. */
    private record Told(Supplier<String> text) {
        @Override
        public String toString() { return text.get(); }
    }

    private static String text(Object value, Session session) {
        String text = session.text(value, 10 * LONGEST_TEXT), line = text.lines().findFirst().orElse("");
        boolean all = line.length() <= LONGEST_TEXT && line.length() == text.stripTrailing().length();
        return all ? line : line.substring(0, Math.min(line.length(), LONGEST_TEXT - 3)) + "...";
    }

    private static String simple(String type) {
        int generic = type.indexOf('<');
        String raw = generic < 0 ? type : type.substring(0, generic);
        return raw.substring(raw.lastIndexOf('.') + 1)
                + (generic < 0 ? "" : type.substring(generic).replaceAll("[a-z]\\w*\\.", "").replaceAll(",(?=\\S)", ", "));
    }

    private static CellResult reset(MagicCall call) {
        MagicOptions options = new MagicOptions(call.line(), "fs");
        List<String> names = new ArrayList<>();
        if (!options.rest().isBlank()) names.addAll(List.of(options.rest().split("\\s+")));
        List<String> known = call.session().variables().stream().map(Variable::name).toList();
        for (String name : names) if (!known.contains(name)) throw new UsageError("there is no variable " + name);
        (names.isEmpty() ? known : names).forEach(call.session()::forget);
        if (names.isEmpty()) call.session().forgetResults();
        return CellResults.nothing();
    }

    private static CellResult environment(MagicCall call) {
        if (call.line().isBlank()) return CellResults.value(new TreeMap<>(System.getenv()), "java.util.Map<String, String>");
        if (call.line().indexOf('=') >= 0 || call.line().indexOf(' ') >= 0)
            throw new UsageError("a Java process can't change its environment; set it before the kernel starts, in its kernel.json");
        String value = System.getenv(call.line());
        if (value == null) throw new UsageError("there is no environment variable " + call.line());
        return CellResults.value(value, "String");
    }

    private SessionMagics() {}
}
