package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import dev.jacobi.kernel.cell.CodeMask;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Finds the names that can stand at the cursor. Only what is before the cursor counts, as it does for JShell. */
final class Completer {
    private static final List<String> KEYWORDS = List.of("boolean", "break", "case", "catch", "class", "continue", "default", "double",
            "else",
            "enum", "extends", "false", "final", "finally", "float", "implements", "import", "instanceof", "interface", "long", "null",
            "record", "return", "sealed", "static", "switch", "synchronized", "this", "throw", "throws", "true", "void", "while", "yield");

    private final Language language;
    private final SourceCodeAnalysis analysis;
    private final NamesInScope names;

    Completer(Language language, NamesInScope names) {
        this.language = language;
        this.analysis = language.shell().sourceCodeAnalysis();
        this.names = names;
    }

    Suggestions complete(String code, int cursor) {
        String before = code.substring(0, cursor);
        var mask = new CodeMask(before);
        if (cursor > 0 && !mask.isCode(cursor - 1)) {
            return Suggestions.none(cursor); // in a comment or a string
        }
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(before.charAt(start - 1))) {
            start--;
        }
        String prefix = before.substring(start);
        Snippets snippets = Snippets.of(language.toJava(before), analysis);
        String last = snippets.last().text().stripLeading();
        String context = declarations(snippets.complete());
        Map<String, Ranked> found = suggestions(context + last, prefix);
        if (found.isEmpty() && !context.isEmpty()) {
            found = suggestions(last, prefix);
        }
        if (found.isEmpty()) {
            found = suggestions(simplified(context + last, prefix), prefix);
        }
        boolean member = mask.is(mask.before(start), '.') || mask.is(mask.before(start), ':');
        if (!member) {
            addMethods(snippets.complete(), prefix, found);
            addImported(last, prefix, found);
            addKeywords(prefix, found);
        }
        Optional<Class<?>> owner = member ? names.owner(last.substring(0, last.length() - prefix.length())) : Optional.empty();
        if (owner.isPresent() && !names.members(owner.get()).containsAll(functions(found))) {
            owner = Optional.empty(); // a parameter or local of the same name hides it
        }
        Optional<Class<?>> known = owner;
        List<Suggestion> items = found.values().stream().sorted(BEST_FIRST)
                .map(r -> r.kind() == Suggestion.Kind.FUNCTION
                        ? new Suggestion(r.name(), r.kind(), member ? names.signatures(known, r.name()) : names.signatures(r.name()))
                        : new Suggestion(r.name(), r.kind(), ""))
                .toList();
        return new Suggestions(items, start, endOfIdentifier(code, cursor));
    }

    private static List<String> functions(Map<String, Ranked> found) {
        return found.values().stream().filter(r -> r.kind() == Suggestion.Kind.FUNCTION).map(Ranked::name).toList();
    }

    /** What follows the cursor within an identifier is replaced together with what precedes it. */
    private static int endOfIdentifier(String code, int cursor) {
        boolean inside = cursor > 0 && Character.isJavaIdentifierPart(code.charAt(cursor - 1));
        int end = cursor;
        while (inside && end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    private record Ranked(String name, Suggestion.Kind kind, boolean matchesType, boolean own) {}

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparing((Ranked r) -> !r.matchesType())
            .thenComparing(r -> !r.own()).thenComparing(r -> r.kind() == Suggestion.Kind.PACKAGE).thenComparing(r -> isOfObject(r.name()))
            .thenComparing(Ranked::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Ranked::name);

    private static boolean isOfObject(String name) {
        return switch (name) {
            case "wait", "notify", "notifyAll", "getClass", "hashCode", "equals", "toString" -> true;
            default -> false;
        };
    }

    private Map<String, Ranked> suggestions(String text, String prefix) {
        Map<String, Ranked> found = new LinkedHashMap<>();
        for (SourceCodeAnalysis.Suggestion s : analysis.completionSuggestions(text, text.length(), new int[1])) {
            String full = s.continuation();
            String name = full.replaceAll("[(.)]+$", "");
            if (name.isEmpty() || !name.startsWith(prefix) || name.contains("$")) {
                continue; // names with a dollar sign are JShell's own
            }
            found.merge(name, new Ranked(name, kind(full), s.matchesType(), names.isOwn(name)),
                    (a, b) -> new Ranked(name, a.kind(), a.matchesType() || b.matchesType(), a.own()));
        }
        return found;
    }

    private Suggestion.Kind kind(String continuation) {
        if (continuation.endsWith("(") || continuation.endsWith(")")) {
            return Suggestion.Kind.FUNCTION;
        }
        if (continuation.endsWith(".")) {
            return Suggestion.Kind.PACKAGE;
        }
        if (SourceVersion.isKeyword(continuation)) {
            return Suggestion.Kind.KEYWORD;
        }
        return names.isType(continuation) ? Suggestion.Kind.TYPE : Suggestion.Kind.VARIABLE;
    }

    /**
     * The same members, asked for in words the compiler takes while the text is unfinished: those of an array for a part of it, and
     * those after a dot for those after colons, which make no statement.
     */
    private String simplified(String text, String prefix) {
        int end = text.length() - prefix.length();
        if (text.startsWith("::", end - 2)) {
            return text.substring(0, end - 2) + "." + prefix;
        }
        if (!text.startsWith("].", end - 2)) {
            return text;
        }
        var mask = new CodeMask(text);
        int open = end - 2;
        while (open >= 0 && !(mask.is(open, '[') && mask.closing(open) == end - 2)) {
            open--;
        }
        if (open < 0 || !isArray(text.substring(0, open))) {
            return text;
        }
        return text.substring(0, open) + "." + prefix;
    }

    /** Whether the text ends with the name of a variable that is an array. */
    private boolean isArray(String text) {
        return analysis.documentation(text, text.length(), false).stream().map(SourceCodeAnalysis.Documentation::signature)
                .anyMatch(signature -> language.isArray(signature.substring(signature.lastIndexOf(':') + 1)));
    }

    private static void addKeywords(String prefix, Map<String, Ranked> found) {
        for (String keyword : KEYWORDS) {
            if (prefix.length() > 1 && keyword.startsWith(prefix)) {
                found.putIfAbsent(keyword, new Ranked(keyword, Suggestion.Kind.KEYWORD, false, false));
            }
        }
    }

    /** Variables and types of the same cell that come before the cursor: as locals of the method JShell wraps the rest in. */
    private String declarations(List<CellText> complete) {
        var text = new StringBuilder();
        for (CellText snippet : complete) {
            List<Snippet> parsed = analysis.sourceToSnippets(snippet.text());
            if (!parsed.isEmpty()
                    && (parsed.getFirst() instanceof VarSnippet v && v.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                            || parsed.getFirst() instanceof TypeDeclSnippet)) {
                text.append(snippet.text()).append('\n');
            }
        }
        return text.isEmpty() ? "" : "{}\n" + text; // it has to begin with a statement to be taken for the body of a method
    }

    /** Methods can't be local, so those of the same cell are known by name only. */
    private void addMethods(List<CellText> complete, String prefix, Map<String, Ranked> found) {
        for (CellText snippet : complete) {
            for (Snippet parsed : analysis.sourceToSnippets(snippet.text())) {
                if (parsed instanceof MethodSnippet m && m.name().startsWith(prefix)) {
                    found.putIfAbsent(m.name(), new Ranked(m.name(), Suggestion.Kind.FUNCTION, false, true));
                }
            }
        }
    }

    private void addImported(String last, String prefix, Map<String, Ranked> found) {
        if (prefix.isEmpty() || last.startsWith("import ")) {
            return;
        }
        for (String name : names.importedFunctions()) {
            if (name.startsWith(prefix)) {
                found.putIfAbsent(name, new Ranked(name, Suggestion.Kind.FUNCTION, false, false));
            }
        }
    }
}
