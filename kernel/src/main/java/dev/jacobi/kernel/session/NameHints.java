package dev.jacobi.kernel.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** Hints about names that are not declared: which declared ones look like them, and where to import them from. */
final class NameHints implements CompileReport.Hints {
    private static final int SHOWN = 3;
    private static final Duration INDEX_PATIENCE = Duration.ofSeconds(4);
    private static final Pattern APPLIED = Pattern
            .compile("method (\\w+) in \\w+ [\\w.$]+ cannot be applied(?s:.*)found:\\s+([\\w.$]+),(?s:.*)lists differ in length");
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+) (\\w+)");
    private static final Pattern PRIVATE = Pattern.compile("(\\w+) has private access in ([\\w.$]+)");
    private static final Pattern LOCATION = Pattern.compile("location:\\s+(?:class|interface|variable \\w+ of type) ([\\w.$]+)");

    private final SourceCodeAnalysis analysis;
    private final NamesInScope names;
    private final ClassIndex index;

    NameHints(SourceCodeAnalysis analysis, NamesInScope names, ClassIndex index) {
        this.analysis = analysis;
        this.names = names;
        this.index = index;
    }

    @Override
    public List<String> of(Diag problem, String line, int column) {
        String message = problem.getMessage(Locale.ENGLISH);
        if (problem.getCode().startsWith("compiler.err.cant.apply.symbols")) {
            List<String> reasons = CompilerWords.reasons(message);
            Optional<String> mixed = Idioms.mixed(message);
            if (mixed.isPresent()) return List.of(mixed.get());
            if (!reasons.isEmpty()) return reasons.stream().limit(SHOWN).toList();
        }
        List<String> idiom = Idioms.of(problem.getCode(), message, line, column);
        if (!idiom.isEmpty()) {
            return idiom;
        }
        if (problem.getCode().startsWith("compiler.err.cant.apply.symbol")) {
            return otherForm(message);
        }
        Matcher hidden = PRIVATE.matcher(message);
        if (hidden.find()) {
            return names.type(hidden.group(2)).flatMap(t -> asMethod(t, hidden.group(1))).stream().toList();
        }
        return problem.getCode().startsWith("compiler.err.cant.resolve") ? unresolved(message) : List.of();
    }

    private List<String> unresolved(String message) {
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return List.of();
        }
        String kind = symbol.group(1), name = symbol.group(2);
        Matcher location = LOCATION.matcher(message);
        Optional<Class<?>> owner = location.find() && !SnippetNames.isSnippetClass(location.group(1)) ? names.type(location.group(1))
                : Optional.empty();
        if (owner.isEmpty()) {
            return kind.equals("method") && names.isVariable(name)
                    ? List.of(name + " is a variable: a function in it is called by its method, as in "
                            + name + ".apply(x)")
                    : hints(kind, name);
        }
        Optional<String> method = kind.equals("variable") ? asMethod(owner.get(), name) : Optional.empty();
        return method.isPresent() ? List.of(method.get()) : similar(name, names.members(owner.get()));
    }

    /** In Java what an object has is mostly asked for by a method. */
    private static Optional<String> asMethod(Class<?> owner, String name) {
        boolean isMethod = Arrays.stream(owner.getMethods()).anyMatch(m -> m.getName().equals(name) && m.getParameterCount() == 0);
        return isMethod ? Optional.of("did you mean ." + name + "()? It is a method") : Optional.empty();
    }

    /** A function given more than it takes may be there as a method of its first argument, which has the variants. */
    private List<String> otherForm(String message) {
        Matcher call = APPLIED.matcher(message);
        if (!call.find()) return List.of();
        Optional<Class<?>> first = names.type(call.group(2));
        boolean isMethod = first.isPresent() && names.members(first.get()).contains(call.group(1));
        return isMethod ? List.of("did you mean x." + call.group(1) + "(...)? " + first.get().getSimpleName()
                + " has it as a method with more forms; x is the first argument") : List.of();
    }

    /** Hints for an unresolved dependency as JShell describes it, such as {@code class Lisst}. */
    List<String> ofMissing(String dependency) {
        Matcher m = Pattern.compile("(\\w+) (\\w+).*").matcher(dependency);
        return m.matches() ? hints(m.group(1), m.group(2)) : List.of();
    }

    private List<String> hints(String kind, String name) {
        List<String> hints = new ArrayList<>();
        if (!kind.equals("method") && Character.isUpperCase(name.charAt(0))) {
            hints.addAll(imports(name));
        }
        if (hints.isEmpty()) {
            hints.addAll(similar(name, kind.equals("class") ? names.types() : names.all()));
        }
        return hints;
    }

    private List<String> imports(String name) {
        QualifiedNames found = qualified(name);
        return found.getNames().stream().filter(n -> n.endsWith("." + name)).filter(names::isForCells)
                .sorted(Comparator.comparing(NameHints::remoteness))
                .limit(SHOWN)
                .map(n -> name + " is in " + n.substring(0, n.length() - name.length() - 1) + ": import " + n + ";").toList();
    }

    /** Only the first mistake of a session may have to wait for the index. */
    private QualifiedNames qualified(String name) {
        index.make();
        QualifiedNames found = analysis.listQualifiedNames(name, name.length());
        long end = System.nanoTime() + INDEX_PATIENCE.toNanos();
        while (found.getNames().isEmpty() && !found.isUpToDate() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            found = analysis.listQualifiedNames(name, name.length());
        }
        return found;
    }

    /** The everyday packages first. */
    private static String remoteness(String qualified) {
        int rank = qualified.startsWith("java.util.") ? 0 : qualified.startsWith("java.") ? 1 : qualified.startsWith("javax.") ? 2 : 3;
        return rank + qualified;
    }

    private static List<String> similar(String name, Collection<String> candidates) {
        String camelCase = Pattern.compile("_+([a-z0-9])").matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
        if (!camelCase.equals(name) && candidates.contains(camelCase)) { // Python's way to write it
            return List.of("did you mean " + camelCase + "?");
        }
        int limit = Math.max(1, Math.min(3, name.length() / 3));
        List<String> near = candidates.stream().filter(c -> !c.equals(name) && Math.abs(c.length() - name.length()) <= limit)
                .filter(c -> EditDistance.of(c, name) <= limit && (name.length() > 2 || c.equalsIgnoreCase(name)))
                .sorted(Comparator.comparingInt((String c) -> EditDistance.of(c, name)).thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
        if (!near.isEmpty()) { // one letter off leaves little doubt
            int best = EditDistance.of(near.getFirst(), name);
            near = near.stream().filter(c -> best > 1 || EditDistance.of(c, name) == best).toList();
        }
        return near.isEmpty() ? List.of() : List.of("did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?");
    }
}
