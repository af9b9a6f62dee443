package dev.jacobi.kernel.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.util.Elements.DocCommentKind;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The declarations of a source file, by the JDK's own parser; nothing that it refers to need be there. */
final class SourceFile {

    static List<Declaration> declarations(String text) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(d -> {
        }, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, d -> {
            }, List.of("-proc:none"), null, List.of(new Text(text)));
            var reader = new Reader(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) reader.scan(unit, null);
            return reader.found;
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) { return text; }
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> around = new ArrayList<>();
        private final List<Declaration> found = new ArrayList<>();

        Reader(DocTrees trees) { this.trees = trees; }

        @Override
        public Void visitClass(ClassTree tree, Void p) {
            around.add(tree.getSimpleName().toString());
            List<String> supertypes = Stream.concat(Stream.ofNullable(tree.getExtendsClause()), tree.getImplementsClause().stream())
                    .map(t -> Signature.simpleType(t.toString())).toList();
            found.add(new Declaration(List.copyOf(around), Optional.empty(), comment(), supertypes));
            super.visitClass(tree, p);
            around.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void p) {
            List<String> types = tree.getParameters().stream().map(v -> Signature.simpleType(v.getType().toString())).toList();
            boolean isConstructor = tree.getReturnType() == null;
            add(isConstructor ? List.copyOf(around) : member(tree.getName().toString()), Optional.of(types));
            return null; // what is declared inside can't be named from elsewhere
        }

        @Override
        public Void visitVariable(VariableTree tree, Void p) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) add(member(tree.getName().toString()), Optional.empty());
            return null;
        }

        private void add(List<String> names, Optional<List<String>> parameters) {
            found.add(new Declaration(names, parameters, comment(), List.of()));
        }

        private List<String> member(String name) { return Stream.concat(around.stream(), Stream.of(name)).toList(); }

        private String comment() {
            TreePath path = getCurrentPath();
            String comment = trees.getDocComment(path);
            if (comment == null) return "";
            return trees.getDocCommentKind(path) == DocCommentKind.END_OF_LINE ? Markdown.toJavadoc(comment) : comment.strip();
        }
    }

    private SourceFile() {}
}
