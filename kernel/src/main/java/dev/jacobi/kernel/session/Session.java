package dev.jacobi.kernel.session;

import dev.jacobi.kernel.source.SourceFinder;
import dev.jacobi.kernel.source.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;

/**
 * A Java session that runs cells: JShell compiles, this virtual machine executes. All methods may be called from any
 * thread; cells run one after the other, all on one thread of the session. While the code of a cell runs, completion and the like are answered; what would
 * run code itself waits for the cell's end, unless the cell's own code asks for it.
 */
public final class Session implements AutoCloseable {
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Duration TEXT_LIMIT = Duration.ofSeconds(1);

    private final CellControl control;
    private final Language language;
    private final JShell shell;
    private final CellHistory history = new CellHistory();
    private final Sources sources = new Sources();
    /** Held by what runs code, from its beginning to its end. */
    private final ReentrantLock cells = new ReentrantLock(true);
    /** Held by what uses JShell, but not while the compiled code of a cell runs; whoever needs both takes that of the cells first. */
    private final ReentrantLock compiler = new ReentrantLock(true);
    private volatile long lastUsed = System.nanoTime();

    private Session(SessionOptions options) {
        control = new CellControl(options, compiler);
        language = Language.create(options, control);
        shell = language.shell();
        options.classpath().forEach(language::addToClasspath);
    }

    /** Starts a session. Its imports have to be right, or this throws. */
    public static Session create(SessionOptions options) {
        var session = new Session(options);
        FirstImports.declare(session.shell, options.imports()).ifPresent(problems -> {
            session.close();
            throw new IllegalArgumentException("[session] the imports of the options do not compile: " + problems);
        });
        session.lastUsed = System.nanoTime(); // that took longer than what counts as quiet
        return session;
    }

    /** Runs a cell. The number is what positions in errors will say. */
    public CellResult run(int cell, String code) {
        return run(cell, EmbeddedJava.range(code, 0, code.length()));
    }

    /** Runs the parts of a cell that are Java. */
    public CellResult run(int cell, EmbeddedJava java) {
        return run(cell, java, () -> false);
    }

    /** The same; {@code interrupted} tells whether the cell was interrupted before {@link #interrupt} could know that it runs. */
    public CellResult run(int cell, EmbeddedJava java, BooleanSupplier interrupted) {
        return interruptibly(interrupted, () -> {
            CellResult result = compiling(() -> new CellRun(language, control, history, cell, java).run());
            result.value().ifPresent(v -> control.results().add(cell, v));
            ExitGuard.installLater();
            return cell == 0 ? result : withOperatorNote(result);
        });
    }

    /**
     * Runs code of the kernel's that calls methods of a cell's objects, their toString say, where the cell ran: what they throw is a failure of the
     * cell, and an interrupt stops them. {@code interrupted} is that of {@link #run(int, EmbeddedJava, BooleanSupplier)}.
     */
    public <T> T attend(int cell, BooleanSupplier interrupted, Callable<T> code) throws CellFailure {
        return interruptibly(interrupted, () -> {
            try {
                return control.call(code, FOR_EVER);
            } catch (ExecutionControl.StoppedException e) {
                throw new CellFailure(CellError.interrupted(cell, control.leftBehind()));
            } catch (ExecutionException e) {
                throw new CellFailure(Traceback.ofShowing(e.getCause()));
            }
        });
    }

    /** What a thread that a cell has started ends with, by the lines of cells; nothing if no cell has a part in it. */
    public List<String> trace(Throwable thrown) {
        return compiling(() -> ThreadTrace.of(shell, history, thrown));
    }

    /**
     * Printed text as it is shown: the stack traces in it name the lines of cells. Never fails, and waits for the compiler no longer than a second, since
     * what holds it may be printing.
     */
    public String shown(String printed) {
        if (!PrintedTraces.mayBeIn(printed)) {
            return printed;
        }
        try {
            if (!compiler.tryLock(1, TimeUnit.SECONDS)) {
                return printed;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return printed;
        }
        try {
            return PrintedTraces.rewritten(printed, frames -> ThreadTrace.places(shell, history, frames));
        } catch (RuntimeException e) { // as it was printed, then
            return printed;
        } finally {
            compiler.unlock();
        }
    }

    /** The text of a value, at most so many characters of it. Its toString may throw, and may take no longer than a second. */
    public String text(Object value, int limit) {
        return interruptibly(() -> false, () -> {
            try {
                return control.call(() -> SafeText.of(value, limit), TEXT_LIMIT);
            } catch (ExecutionControl.StoppedException | ExecutionException e) {
                return "(no text: making it was stopped after " + TEXT_LIMIT.toSeconds() + " s)";
            }
        });
    }

    private void betweenCells(Runnable work) {
        boolean inCell = inCell();
        if (!inCell) {
            cells.lock();
        }
        try {
            compiling(() -> {
                work.run();
                return null;
            });
        } finally {
            if (!inCell) {
                cells.unlock();
            }
        }
    }

    private <T> T compiling(Supplier<T> work) {
        compiler.lock();
        try {
            return work.get();
        } finally {
            lastUsed = System.nanoTime();
            compiler.unlock();
        }
    }

    /**
     * Compiles pieces of code, in turns and to no effect, whenever nothing was asked of the session for a while, until the compiler is fast: the virtual
     * machine interprets it at first, and a cell takes three times as long. Between them what else cells are likely to need, once each. Returns at once, the
     * thread that does it.
     */
    public Thread warmUp(List<String> code, List<Runnable> once) {
        return Rehearsal.begin(shell, cells, compiler, () -> System.nanoTime() - lastUsed, code, once);
    }

    private interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Whether this thread runs a cell at this moment, so that what it asks for is a part of that cell. */
    public boolean inCell() {
        return control.onCellThread();
    }

    private <T, E extends Exception> T interruptibly(BooleanSupplier interruptedBefore, Work<T, E> work) throws E {
        if (inCell()) {
            return work.run();
        }
        cells.lock();
        try {
            control.begin();
            try {
                if (interruptedBefore.getAsBoolean()) {
                    control.stop();
                }
                return work.run();
            } finally {
                control.end();
            }
        } finally {
            lastUsed = System.nanoTime();
            cells.unlock();
        }
    }

    /** The first cell says it if there are no operators. */
    private CellResult withOperatorNote(CellResult result) {
        Optional<String> problem = language.takeOperatorProblem();
        if (problem.isEmpty()) {
            return result;
        }
        List<String> notes = new ArrayList<>(result.notes());
        notes.add(problem.get());
        return new CellResult(result.value(), result.error(), notes, result.declared());
    }

    /** Whether this can be run as a cell, or needs more lines. */
    public Completeness isComplete(String code) {
        return compiling(() -> new CompletenessCheck(language).of(code));
    }

    /** The names that can stand at the cursor, which is an offset into the code. */
    public Suggestions complete(String code, int cursor) {
        return compiling(() -> new Completer(language, language.names()).complete(code, Math.clamp(cursor, 0, code.length())));
    }

    /**
     * What is known about the name at the cursor; nothing if there is none, or none that is declared.
     *
     * @param withSource whether with the source of what cells have declared
     */
    public Optional<Inspection> inspect(String code, int cursor, boolean withSource) {
        return compiling(() -> new Inspector(language, name -> textNow(control.links().value(name), Inspector.VALUE_LIMIT), sources)
                .inspect(code, Math.clamp(cursor, 0, code.length()), withSource));
    }

    /** The text of a value, which code of its class makes: not while another cell's runs. */
    private String textNow(Object value, int limit) {
        if (!cells.tryLock()) {
            return "(no text while a cell runs)";
        }
        try {
            return text(value, limit);
        } finally {
            cells.unlock();
        }
    }

    /** How long the code of the last cell ran, without its compilation. */
    public ExecutionTime lastExecution() {
        return control.executed();
    }

    /** Stops the cell that runs, wherever it is; does nothing if none runs. */
    public void interrupt() {
        control.stop();
    }

    /** The variables of the session with their values, in the order of their declaration. */
    public List<Variable> variables() {
        return compiling(() -> shell.variables().filter(v -> v.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(v -> new Variable(v.name(), v.typeName(), control.links().value(v.name()))).toList());
    }

    /** The variable of that name, if there is one. */
    public Optional<Variable> variable(String name) {
        return variables().stream().filter(v -> v.name().equals(name)).findFirst();
    }

    /** Forgets a variable and its value; does nothing if there is none of that name. */
    public void forget(String variable) {
        betweenCells(() -> {
            for (VarSnippet v : shell.variables().filter(v -> v.name().equals(variable)).toList()) {
                control.links().release(variable);
                shell.drop(v);
            }
        });
    }

    /** Forgets the values that cells had: {@code Out}. */
    public void forgetResults() {
        control.results().clear();
    }

    /** The import declarations in force. */
    public List<String> imports() {
        return compiling(() -> shell.imports().map(i -> i.source().strip()).toList());
    }

    /** Makes a jar or directory of classes available to the cells that follow. */
    public void addToClasspath(Path entry) {
        betweenCells(() -> language.addToClasspath(entry));
    }

    /** Looks there for documentation comments from now on. */
    public void addSources(SourceFinder finder) { sources.add(finder); }

    /** The loader that defines the classes of cells, for those who look up services or resources on their behalf. */
    public ClassLoader classLoader() {
        return control.loader();
    }

    @Override
    public void close() {
        control.stop();
        betweenCells(shell::close);
    }
}
