package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import dev.jacobi.kernel.cell.CodeMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/** One run of one cell: snippet by snippet until the end or the first failure. */
final class CellRun {
    private static final int REWRITES = 20;

    private final Language language;
    private final JShell shell;
    private final CellControl control;
    private final CellHistory history;
    private final int cell;
    private final String code;
    private CellText rest;
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, DeclarationSnippet> declarations = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<CellValue> value = Optional.empty();
    private Optional<CellError> error = Optional.empty();

    CellRun(Language language, CellControl control, CellHistory history, int cell, EmbeddedJava java) {
        this.language = language;
        this.shell = language.shell();
        this.control = control;
        this.history = history;
        this.cell = cell;
        this.code = java.cell();
        this.rest = java.text(language::toJava);
    }

    CellResult run() {
        history.cell(cell, code);
        while (error.isEmpty()) {
            rest = withoutLeadingSpace(rest);
            if (rest.length() == 0) {
                break;
            }
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest.text());
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            int used = info.source() == null || info.completeness() == Completeness.UNKNOWN ? rest.length()
                    : rest.length() - info.remaining().length();
            if (used <= 0) { // the head of a loop without its body: JShell gives all of it back, and a line break more
                used = rest.length();
            }
            CellText snippet = rest.part(0, used);
            boolean silent = endsWithSemicolon(snippet.text());
            if (info.completeness() == Completeness.COMPLETE_WITH_SEMI) {
                snippet.insert(endOfCode(snippet.text()), ";");
            }
            evaluate(snippet, silent);
            rest = rest.part(used, rest.length());
            if (control.interrupted()) {
                error = Optional.of(CellError.interrupted(cell, control.leftBehind()));
            }
        }
        describeUnresolved();
        notes.addAll(control.streams().takeNotes());
        return new CellResult(error.isPresent() ? Optional.empty() : value, error, notes, List.copyOf(declared));
    }

    private void evaluate(CellText source, boolean silent) {
        value = Optional.empty();
        int line = 1 + (int) code.substring(0, source.originalStart(0)).chars().filter(c -> c == '\n').count();
        List<SnippetEvent> events;
        Optional<CellHistory.Origin> outer = history.evaluating(Optional.of(new CellHistory.Origin(cell, line)));
        try {
            events = shell.eval(source.text());
            for (int i = 0; i < REWRITES && !control.interrupted() && rewritten(source, events); i++) {
                events = shell.eval(source.text());
            }
        } catch (RuntimeException | Error e) { // a failure of the compiler is not the end of the session
            error = Optional.of(internal("the compiler failed on this: " + e));
            return;
        } finally {
            history.evaluating(outer);
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                history.snippet(event.snippet().id(), new CellHistory.Origin(cell, line));
            }
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && error.isEmpty()) {
                take(event, source, silent);
            }
        }
        if (error.isEmpty()) {
            error = control.internalFailure().map(CellRun::internal);
        }
        noteInvalidated(events);
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof MethodSnippet m && event.causeSnippet() == null && event.status() == Snippet.Status.VALID) {
                resolveWaiting(m.name());
            }
        }
        for (String name : control.links().takeLost()) {
            notes.add("the value of " + name + " was lost, because its type was declared again");
        }
    }

    /** Methods that used the bare name of this function before it was declared. */
    private void resolveWaiting(String function) {
        List<Snippet> waiting = shell.snippets()
                .filter(s -> s instanceof DeclarationSnippet d && shell.status(s) == Snippet.Status.RECOVERABLE_DEFINED
                        && shell.unresolvedDependencies(d).anyMatch(("variable " + function)::equals))
                .toList();
        for (Snippet old : waiting) {
            var source = new CellText(old.source());
            if (language.functions().rewrite(source, old)) {
                for (SnippetEvent event : shell.eval(source.text())) {
                    history.origin(old.id()).ifPresent(o -> history.snippet(event.snippet().id(), o));
                }
            }
        }
    }

    /** Bare names of functions are known by the compiler's complaints about them. */
    private boolean rewritten(CellText source, List<SnippetEvent> events) {
        return events.size() == 1 && events.getFirst().status() != Snippet.Status.VALID && events.getFirst().exception() == null
                && language.functions().rewrite(source, events.getFirst().snippet());
    }

    /** Declarations that no longer compile since something they use was declared in another way. */
    private void noteInvalidated(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null && event.previousStatus() == Snippet.Status.VALID
                    && event.snippet() instanceof DeclarationSnippet d
                    && event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN
                    && event.status() != Snippet.Status.DROPPED) {
                notes.add(Unresolved.describeInvalidated(d));
            }
        }
    }

    private static CellError internal(String message) {
        return new CellError(CellError.Kind.EXCEPTION, "InternalError", message, List.of("InternalError: " + message), Optional.empty(),
                List.of());
    }

    private void take(SnippetEvent event, CellText source, boolean silent) {
        Snippet snippet = event.snippet();
        if (event.status() == Snippet.Status.REJECTED) {
            List<Diag> problems = shell.diagnostics(snippet).toList();
            error = Optional.of(new CompileReport(cell, code, source, language.hints()).of(problems));
            return;
        }
        declare(snippet);
        notes.addAll(new CompileReport(cell, code, source, language.hints()).warnings(shell.diagnostics(snippet).toList()));
        boolean temporary = snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (event.exception() != null) {
            error = Optional.of(new Traceback(history).of(event.exception(), control.thrown()));
        } else if (!silent && !isAssignment(source.text())) {
            value = type(snippet).map(t -> new CellValue(control.value(), t));
        }
        control.forgetValue();
        if (temporary) {
            // JShell would keep the value, and compile the snippet again whenever something it uses is redefined
            control.links().release(((VarSnippet) snippet).name());
            shell.drop(snippet);
        }
    }

    private void declare(Snippet snippet) {
        if (snippet instanceof PersistentSnippet p && !(snippet instanceof ImportSnippet)
                && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            declared.add(p.name());
            if (snippet instanceof DeclarationSnippet d) {
                declarations.put(d.id(), d);
            }
        }
    }

    private static Optional<String> type(Snippet snippet) {
        return switch (snippet) {
            case VarSnippet v when v.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND -> Optional.of(v.typeName());
            case ExpressionSnippet e when e.subKind() == Snippet.SubKind.VAR_VALUE_SUBKIND -> Optional.of(e.typeName());
            default -> Optional.empty();
        };
    }

    private void describeUnresolved() {
        for (DeclarationSnippet d : declarations.values()) {
            Snippet.Status status = shell.status(d);
            if (status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                notes.add(Unresolved.describe(shell, d));
                shell.unresolvedDependencies(d).flatMap(missing -> language.hints().ofMissing(missing).stream()).forEach(notes::add);
            }
        }
    }

    private static CellText withoutLeadingSpace(CellText text) {
        int start = 0;
        String t = text.text();
        while (start < t.length() && Character.isWhitespace(t.charAt(start))) {
            start++;
        }
        return text.part(start, t.length());
    }

    private static int endOfCode(String text) {
        return new CodeMask(text).lastNonComment(text.length()) + 1;
    }

    private static boolean endsWithSemicolon(String text) {
        int end = endOfCode(text);
        return end > 0 && text.charAt(end - 1) == ';';
    }

    /** Whether an expression is an assignment at its outermost level. */
    private static boolean isAssignment(String text) {
        var mask = new CodeMask(text);
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!mask.isCode(i)) {
                continue;
            }
            char c = text.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (depth == 0 && text.startsWith("->", i)) {
                return false;
            } else if (depth == 0 && c == '=') {
                if (mask.is(i + 1, '=')) {
                    i++;
                } else {
                    boolean comparison = mask.is(i - 1, '!')
                            || (mask.is(i - 1, '<') || mask.is(i - 1, '>')) && !mask.is(i - 2, text.charAt(i - 1));
                    if (!comparison) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
