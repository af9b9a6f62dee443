package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import dev.jacobi.kernel.cell.OperatorPlugin;
import dev.jacobi.kernel.cell.OperatorTargets;
import dev.jacobi.kernel.cell.CellFileManager;
import dev.jacobi.kernel.cell.Slices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;

/** JShell with the extensions of the language that cells are written in. */
final class Language {
    private static final Duration INDEX_DELAY = Duration.ofSeconds(2);

    private final JShell shell;
    private final Optional<OperatorTargets> operators;
    private final Syntax syntax = new Syntax();
    private final FunctionsInScope functions;
    private final NamesInScope names;
    private final NameHints hints;
    private boolean problemTold;

    private Language(JShell shell, Optional<OperatorTargets> operators, ClassLoader loader, Results results) {
        this.shell = shell;
        this.operators = operators;
        functions = new FunctionsInScope(shell, loader, results);
        names = new NamesInScope(shell, loader);
        hints = new NameHints(shell.sourceCodeAnalysis(), names, ClassIndex.later(shell, INDEX_DELAY));
    }

    static Language create(SessionOptions options, CellControl control) {
        Optional<OperatorTargets> operators = options.operators().filter(o -> OperatorPlugin.available());
        List<String> compilerOptions = new ArrayList<>(options.compilerOptions());
        operators.ifPresent(o -> compilerOptions.add(OperatorPlugin.option(o)));
        JShell.Builder builder = JShell.builder().executionEngine(control.provider(), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new));
        operators.ifPresent(o -> builder.fileManager(CellFileManager::new));
        var language = new Language(builder.build(), operators, control.loader(), control.results());
        InsideJShell.LIVE_KEYS.install(language.shell);
        InsideJShell.SHARED_CONTEXTS.install(language.shell);
        language.problemTold = options.operators().isEmpty();
        return language;
    }

    JShell shell() {
        return shell;
    }

    /** Makes a jar or directory of classes available to the cells that follow. */
    void addToClasspath(Path entry) {
        shell.addToClasspath(entry.toString());
        InsideJShell.SHARED_CONTEXTS.install(shell);
    }

    Syntax syntax() {
        return syntax;
    }

    FunctionsInScope functions() {
        return functions;
    }

    NamesInScope names() {
        return names;
    }

    NameHints hints() {
        return hints;
    }

    /** Whether this is the class whose values have operators and slices. */
    boolean isArray(String className) {
        return operators.filter(o -> o.arrayClass().equals(className)).isPresent();
    }

    /** The text of a cell as Java, which still knows where it comes from. */
    CellText toJava(String code) {
        return operators.map(o -> Slices.toJava(code, o.indexClass())).orElseGet(() -> new CellText(code));
    }

    /** Why there are no operators although they were asked for; told once. */
    Optional<String> takeOperatorProblem() {
        Optional<Throwable> failure = OperatorPlugin.failure();
        if (problemTold || failure.isEmpty()) {
            return Optional.empty();
        }
        problemTold = true;
        return Optional.of("operators on arrays are off in this session, plain Java works: the compiler of this JDK could not be extended ("
                + failure.get() + "); the kernel needs JDK 25 started with --add-opens jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED");
    }
}
