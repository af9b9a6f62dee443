package jdk.jshell;

import java.util.List;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;

/**
 * Declares many imports at once, without compiling each: {@link JShell#eval} compiles every import twice, together with all that came
 * before it, which is a third of the time in which a session starts. It is defined in JShell's own package at run time, so it needs that package opened.
 * Nothing else changes: they are import snippets like any other.
 */
public final class FirstImports {
    private FirstImports() {}

    /** Each like {@code import module java.base;} or {@code import static java.lang.Math.*;}; gives what is wrong with them, if something is. */
    public static List<Diag> declare(JShell shell, List<String> declarations) {
        for (String declaration : declarations) {
            declare(shell, declaration);
        }
        // What this reads, the compiler keeps for the first cell.
        return shell.taskFactory.analyze(shell.outerMap.wrapInTrialClass(Wrap.methodWrap(";")), new Problems());
    }

    private static final class Problems implements TaskFactory.Worker<TaskFactory.AnalyzeTask, List<Diag>> {
        @Override
        public List<Diag> withTask(TaskFactory.AnalyzeTask task) {
            return task.getDiagnostics();
        }
    }

    private static void declare(JShell shell, String declaration) {
        String rest = declaration.strip().substring("import ".length()).replace(";", "").strip();
        boolean isModule = rest.startsWith("module ");
        boolean isStatic = rest.startsWith("static ");
        String fullName = rest.substring(rest.lastIndexOf(' ') + 1);
        String name = isModule ? fullName : fullName.substring(fullName.lastIndexOf('.') + 1);
        boolean isStar = name.equals("*");
        SubKind kind = isModule ? SubKind.MODULE_IMPORT_SUBKIND
                : isStatic ? isStar ? SubKind.STATIC_IMPORT_ON_DEMAND_SUBKIND : SubKind.SINGLE_STATIC_IMPORT_SUBKIND
                : isStar ? SubKind.TYPE_IMPORT_ON_DEMAND_SUBKIND : SubKind.SINGLE_TYPE_IMPORT_SUBKIND;
        Wrap code = Wrap.simpleWrap(declaration);
        var snippet = new ImportSnippet(shell.keyMap.keyForImport(isStar ? fullName : name, kind), declaration, code, fullName, name, kind,
                (isStatic ? "static-" : "") + fullName, isStatic, isStar);
        snippet.setSequenceNumber(0);
        snippet.setOuterWrap(shell.outerMap.wrapImport(code, snippet));
        snippet.setCompilationStatus(Status.VALID, List.of(), new DiagList());
        shell.maps.installSnippet(snippet);
    }
}
