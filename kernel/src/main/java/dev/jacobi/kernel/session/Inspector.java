package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CodeMask;
import dev.jacobi.kernel.source.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/** Finds what is known about the name at the cursor, or else about the method whose arguments are being typed there. */
final class Inspector {
    /** How much of a value's text is shown. */
    static final int VALUE_LIMIT = 300;
    /** JShell repeats all components of a record before each of its members. */
    private static final Pattern RECORD_HEADER = Pattern.compile("\\([^()]*\\)\\.");

    private final Language language;
    private final UnaryOperator<String> values;
    private final Sources sources;

    /** {@code values} gives the text of a variable's value; comments of which the compiler has no source are looked for in {@code sources}. */
    Inspector(Language language, UnaryOperator<String> values, Sources sources) {
        this.language = language;
        this.values = values;
        this.sources = sources;
    }

    Optional<Inspection> inspect(String code, int cursor, boolean withSource) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        var mask = new CodeMask(code);
        if (end > 0 && !mask.isCode(end - 1)) {
            return Optional.empty();
        }
        String name = code.substring(start, end);
        boolean simple = !mask.is(mask.before(start), '.') && !mask.is(mask.before(start), ':');
        Optional<String> value = simple ? value(name) : Optional.empty();
        SourceCodeAnalysis analysis = language.shell().sourceCodeAnalysis();
        String text = Snippets.of(language.toJava(code.substring(0, end)), analysis).last().text().stripLeading();
        List<Inspection.Entry> entries = value.isPresent() ? List.of() : entries(analysis, name.isEmpty() ? text : asCall(text));
        if (entries.isEmpty() && value.isEmpty() && !name.isEmpty()) {
            entries = entries(analysis, text);
        }
        return value.isEmpty() && entries.isEmpty() ? Optional.empty()
                : Optional.of(new Inspection(value.orElse(""), entries, withSource && simple ? declarations(name) : List.of()));
    }

    /** The text with the name at its end called, for the compiler knows methods only by calls. */
    private static String asCall(String text) {
        int colons = text.lastIndexOf("::");
        boolean reference = colons >= 0 && text.substring(colons + 2).chars().allMatch(Character::isJavaIdentifierPart);
        return (reference ? text.substring(0, colons) + "." + text.substring(colons + 2) : text) + "(";
    }

    private List<Inspection.Entry> entries(SourceCodeAnalysis analysis, String text) {
        return analysis.documentation(text, text.length(), true).stream().map(d -> {
            String signature = RECORD_HEADER.matcher(SnippetNames.withoutWrappers(d.signature())).replaceAll(".");
            return new Inspection.Entry(signature, d.javadoc() == null ? sources.comment(signature) : d.javadoc());
        }).distinct().toList();
    }

    private List<String> declarations(String name) {
        JShell shell = language.shell();
        return shell.snippets().filter(s -> s instanceof PersistentSnippet p && p.name().equals(name) && shell.status(s).isActive())
                .map(s -> s.source().strip()).toList();
    }

    private Optional<String> value(String name) {
        return language.shell().variables().filter(v -> v.name().equals(name)).findFirst()
                .map(VarSnippet::typeName).map(type -> type + " " + name + " = " + values.apply(name));
    }
}
