package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import dev.jacobi.kernel.cell.FunctionNames;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;

/** Functions that a bare name can mean: methods of the session, and static methods that were imported. */
final class FunctionsInScope {
    private static final Pattern MISSING_VARIABLE = Pattern.compile("symbol:\\s+variable (\\w+)");

    private final JShell shell;
    private final ClassLoader loader;
    private final Results results;

    FunctionsInScope(JShell shell, ClassLoader loader, Results results) {
        this.shell = shell;
        this.results = results;
        this.loader = loader;
    }

    /** Changes the source of a snippet that failed because of bare names; false if there is nothing to change. */
    boolean rewrite(CellText source, Snippet snippet) {
        var names = new FunctionNames(source, this::function);
        List<Diag> problems = shell.diagnostics(snippet)
                .filter(d -> d.getCode().startsWith("compiler.err.cant.resolve") || d.getCode().contains("underscore"))
                .sorted((a, b) -> Long.compare(b.getPosition(), a.getPosition())).toList();
        boolean changed = false;
        for (Diag problem : problems) {
            Matcher m = MISSING_VARIABLE.matcher(problem.getMessage(Locale.ENGLISH));
            int position = (int) problem.getPosition();
            changed |= m.find() && names.rewriteAt(position, m.group(1)) || results.rewriteAt(source, position);
        }
        // a body with open names is accepted without a complaint; JShell tells which names they are
        if (snippet instanceof DeclarationSnippet d && shell.status(d) != Snippet.Status.REJECTED) {
            for (String open : shell.unresolvedDependencies(d).toList()) {
                changed |= open.startsWith("variable ") && names.rewriteAll(open.substring("variable ".length()));
            }
        }
        return changed;
    }

    private Optional<String> function(String name) {
        List<MethodSnippet> methods = shell.methods().filter(m -> m.name().equals(name)).toList();
        if (methods.isEmpty()) {
            return imported(name);
        }
        return methods.size() == 1 ? lambda(methods.getFirst()) : Optional.empty();
    }

    private Optional<String> imported(String name) {
        return shell.imports().filter(ImportSnippet::isStatic).map(ImportSnippet::fullname)
                .filter(n -> n.endsWith(".*") || n.endsWith("." + name))
                .map(n -> n.substring(0, n.lastIndexOf('.'))).filter(c -> hasStaticMethod(c, name)).findFirst()
                .map(c -> c + "::" + name);
    }

    private boolean hasStaticMethod(String className, String name) {
        try {
            return Arrays.stream(Class.forName(className, false, loader).getMethods())
                    .anyMatch(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** A lambda with the types of the parameters written out, so that overloads of what takes it can be told apart. */
    private static Optional<String> lambda(MethodSnippet method) {
        List<String> types = split(method.parameterTypes());
        if (types.stream().anyMatch(t -> t.endsWith("..."))) {
            return Optional.empty();
        }
        String parameters = IntStream.range(0, types.size()).mapToObj(i -> types.get(i) + " $a" + i).collect(Collectors.joining(", "));
        String arguments = IntStream.range(0, types.size()).mapToObj(i -> "$a" + i).collect(Collectors.joining(", "));
        return Optional.of("((" + parameters + ") -> " + method.name() + "(" + arguments + "))");
    }

    private static List<String> split(String types) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < types.length(); i++) {
            char c = types.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(types.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!types.isBlank()) {
            parts.add(types.substring(start).strip());
        }
        return parts;
    }
}
