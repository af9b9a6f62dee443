package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.cell.OperatorTargets;
import dev.jacobi.kernel.display.Renderers;
import dev.jacobi.kernel.magic.Magics;
import dev.jacobi.kernel.protocol.CompleteStatus;
import dev.jacobi.kernel.protocol.Completion;
import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.Interpreter;
import dev.jacobi.kernel.protocol.KernelInfo;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellFailure;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;
import dev.jacobi.kernel.session.SessionOptions;
import dev.jacobi.kernel.source.SourceArchive;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Java cells behind the Jupyter protocol. */
public final class NotebookInterpreter implements Interpreter {
    /** As for the threads of requests: javac descends deep. */
    private static final long START_STACK_BYTES = 16L << 20;
    /** Packages rather than the module java.base, whose sixty every compilation would go through. */
    private static final String[] IMPORTS = {"import java.io.*;", "import java.math.*;", "import java.net.*;", "import java.nio.charset.*;",
            "import java.nio.file.*;",
            "import java.text.*;", "import java.time.*;", "import java.time.format.*;", "import java.time.temporal.*;",
            "import java.util.*;", "import java.util.concurrent.*;",
            "import java.util.concurrent.atomic.*;", "import java.util.function.*;", "import java.util.random.*;",
            "import java.util.regex.*;", "import java.util.stream.*;",
            "import dev.jacobi.engine.*;", "import dev.jacobi.engine.array.*;",
            "import dev.jacobi.engine.function.*;", "import dev.jacobi.engine.transform.*;", "import dev.jacobi.engine.tree.*;",
            "import dev.jacobi.engine.type.*;", "import dev.jacobi.engine.array.Array;", "import dev.jacobi.engine.type.Shape;",
            "import static dev.jacobi.engine.mx.*;", "import static dev.jacobi.engine.array.Index.*;",
            "import static dev.jacobi.kernel.notebook.Notebook.*;", "import dev.jacobi.kernel.timing.CompareResult;",
            "import dev.jacobi.kernel.timing.TimeitResult;", "import dev.jacobi.kernel.timing.Timing;",
            "import dev.jacobi.kernel.display.GraphView;", "import dev.jacobi.kernel.display.Plot;",
            "import dev.jacobi.kernel.display.Show;",
            "import dev.jacobi.kernel.protocol.Comm;", "import dev.jacobi.kernel.protocol.CommMessage;"};

    /** Of each kind of code something, for {@link Session#warmUp}. */
    private static final List<String> REHEARSED = List.of("1 + 1", "var x = array(1.0, 2.0, 3.0);",
            "grad(mx::sin).apply(array(0.5) * 2 - 1)",
            "class C { int v = 1; int twice() { return 2 * v; } }", "System.out.println(\"hello\")",
            "int square(int i) { return i * i; }", "for (int i = 0; i < 3; i++) { System.out.println(List.of(i)); }");

    private final Renderers renderers = new Renderers();
    private final StartScripts startScripts;
    private volatile Optional<ProcessStreams> streams = Optional.empty();
    private volatile Optional<ProgressBars> bars = Optional.empty();
    private final FutureTask<Language> language;

    /** What arrays need before the first is computed, and what makes the first ones fast. */
    private record Arrays(Runnable load, List<Runnable> rehearsal) {}

    /** What takes a while to make: its thread begins with the interpreter, beside whatever else starts, and who needs it waits. */
    private record Language(Session session, Magics magics, TypingAssistant assistant) {
        static Language open(Arrays arrays) throws Exception {
            var vectors = new FutureTask<>(arrays.load, null);
            Thread.ofPlatform().daemon().name("vector-start").start(vectors);
            Session session = Session.create(SessionOptions.plain().withImports(IMPORTS)
                    .withOperators(OperatorTargets.jacobi()).withCompilerOptions("--add-modules", "jdk.incubator.vector"));
            SourceArchive own = SourceArchive.of(ownPlace(), "sources");
            session.addSources(name -> List.of(own));
            Magics magics = new Magics(session);
            vectors.get();
            session.warmUp(REHEARSED, arrays.rehearsal);
            return new Language(session, magics, new TypingAssistant(session, magics));
        }
    }

    /** The jar or directory of the kernel, where its own source and that of the engine is. */
    private static Path ownPlace() {
        try {
            return Path.of(NotebookInterpreter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("[notebook] the kernel lies at no path", e);
        }
    }

    /** A session with everything imported that cells expect. */
    public NotebookInterpreter() { this(System.getenv()); }

    /** The same with another environment than the process's. */
    NotebookInterpreter(Map<String, String> environment) {
        this(new Arrays(VectorModule::load, ArrayRehearsal.pieces()), environment);
    }

    private NotebookInterpreter(Arrays arrays, Map<String, String> environment) {
        startScripts = new StartScripts(environment);
        language = new FutureTask<>(() -> Language.open(arrays));
        Thread.ofPlatform().daemon().name("session-start").inheritInheritableThreadLocals(false).stackSize(START_STACK_BYTES)
                .start(language);
    }

    /** One whose cells can do all but compute arrays, unless the vector module is there already. */
    public static NotebookInterpreter withoutVectors() {
        return new NotebookInterpreter(new Arrays(() -> {}, List.of()), Map.of());
    }

    private Language language() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return language.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("[notebook] the Java session could not be started: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public KernelInfo kernelInfo() {
        String java = Runtime.version().toString();
        return new KernelInfo("jacobi", "0.1.0", "Jacobi: composable function transforms for Java " + java,
                new KernelInfo.LanguageInfo("java", java, "text/x-java-source", ".java", "java", "text/x-java"),
                List.of(new KernelInfo.HelpLink("Java API", "https://docs.oracle.com/en/java/javase/25/docs/api/")));
    }

    @Override
    public void start(Frontend ambient) {
        streams = Optional.of(ProcessStreams.take(ambient));
        Language made = language();
        var progress = new ProgressBars(ambient, made.session()::inCell);
        bars = Optional.of(progress);
        Notebook.open(ambient, renderers, streams.get(), new CodeInCells(made.session(), made.magics(), ambient), progress);
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtExceptions(made.session()));
    }

    @Override
    public ExecuteResult execute(ExecuteRequest request, Frontend frontend) {
        Optional<String> question = HelpQuestion.in(request.code());
        if (question.isPresent()) return HelpQuestion.answer(question.get(), language().assistant(), frontend);
        Magics magics = language().magics();
        startScripts.run(magics, frontend);
        CellResult result = magics.run(request.executionCount(), HelpQuestion.ofMagic(request.code()), frontend);
        bars.ifPresent(b -> b.cellEnds(frontend));
        List<String> notes = new ArrayList<>(result.notes());
        streams.ifPresent(s -> notes.addAll(s.takeNotes()));
        for (String note : notes) frontend.stream(StreamName.STDERR, note + "\n");
        return outcome(request.executionCount(), result, frontend);
    }

    @Override
    public ExecuteResult evaluate(String expression, Frontend frontend) {
        EmbeddedJava java = EmbeddedJava.range(expression, 0, expression.length());
        return outcome(0, language().session().run(0, java, frontend::interrupted), frontend);
    }

    private ExecuteResult outcome(int cell, CellResult result, Frontend frontend) {
        if (result.error().isPresent()) return failure(result.error().get());
        if (result.value().isEmpty()) return ExecuteResult.done();
        Object value = result.value().get().object();
        try {
            // A lazy array is computed only now, and a person's toString may do anything.
            return ExecuteResult.value(language().session().attend(cell, frontend::interrupted, () -> renderers.render(value)));
        } catch (CellFailure e) {
            return failure(e.error());
        }
    }

    private static ExecuteResult failure(CellError e) { return ExecuteResult.failure(e.name(), e.message(), e.traceback()); }

    @Override
    public String shown(String printed) {
        return language.state() == Future.State.SUCCESS ? language.resultNow().session().shown(printed) : printed;
    }

    @Override
    public Completion complete(String code, int cursor) { return language().assistant().complete(code, cursor); }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
        return language().assistant().inspect(code, cursor, detailLevel);
    }

    @Override
    public CompleteStatus isComplete(String code) { return language().assistant().isComplete(code); }

    @Override
    public void interrupt() {
        // Before there is a session nothing runs that could be interrupted.
        if (language.state() == Future.State.SUCCESS) language.resultNow().magics().interrupt();
    }

    @Override
    public void close() {
        if (Thread.getDefaultUncaughtExceptionHandler() instanceof UncaughtExceptions) Thread.setDefaultUncaughtExceptionHandler(null);
        language().session().close();
    }
}
