package dev.jacobi.kernel.session;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Whether a piece of a cell is Java by its form alone, whatever its names mean. */
final class Syntax {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

    /** Whether it is a statement, a declaration, an import, or an expression, for which it need not end with a semicolon. */
    boolean isJava(String piece) {
        String code = piece.strip();
        String ended = code.endsWith(";") || code.endsWith("}") ? code : code + ";";
        String expression = code.endsWith(";") ? code.substring(0, code.length() - 1) : code;
        return parses("class C { void m() {\n" + ended + "\n} }") || parses("class C {\n" + ended + "\n}") || parses(ended)
                || parses("class C { Object o =\n" + expression + "\n; }");
    }

    private boolean parses(String source) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        var task = (JavacTask) compiler.getTask(new StringWriter(), files, problems, List.of("-proc:none"), null,
                List.of(new Text(source)));
        try {
            task.parse();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
        return problems.getDiagnostics().stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///C.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
