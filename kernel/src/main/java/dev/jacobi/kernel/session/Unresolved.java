package dev.jacobi.kernel.session;

import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;

/** Says what a declaration still lacks that names things not yet declared. */
final class Unresolved {
    private Unresolved() {
    }

    static String describe(DeclarationSnippet snippet, String how) {
        return name(snippet) + " " + how + " uses something that is not declared yet";
    }

    static String describe(JShell shell, DeclarationSnippet snippet) {
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        return name(snippet) + " is declared, but cannot be used until "
                + (missing.isEmpty() ? "its errors are corrected"
                        : String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " declared");
    }

    static String describeInvalidated(DeclarationSnippet snippet) {
        return name(snippet) + " cannot be used any more: its declaration does not fit what was just declared; run it again";
    }

    private static String name(DeclarationSnippet snippet) {
        return snippet instanceof MethodSnippet m ? m.name() + "(" + m.parameterTypes() + ")" : snippet.name();
    }
}
