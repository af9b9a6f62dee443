package jdk.jshell;

import com.sun.tools.javac.api.JavacTaskPool;
import java.io.Writer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Lets JShell's analyses and compilations share what javac has read. Its pool keeps a javac for each list of options, and the two differ in theirs by options
 * that do not matter to the other, so that the first cell would read all imports a second time, 0.1 s, and hold them twice. Defined in JShell's own package at
 * run time, as {@link FirstImports} is.
 */
public final class SharedContexts extends JavacTaskPool {
    /** As many as JShell keeps itself. */
    private static final int KEPT = 5;
    /** Of an analysis: how far it goes on after an error. A compilation with errors leaves no classes, however far it goes. */
    private static final String AFTER_ERRORS = "--should-stop=at=FLOW";
    /** Of a compilation: the names of parameters are in its class files, which an analysis doesn't write. */
    private static final String PARAMETERS = "-parameters";

    private SharedContexts() {
        super(KEPT);
    }

    /** From now on, until the class path changes, which makes JShell begin anew. */
    public static void install(JShell shell) throws ReflectiveOperationException {
        VarHandle pool = MethodHandles.privateLookupIn(TaskFactory.class, MethodHandles.lookup()).findVarHandle(TaskFactory.class,
                "javacTaskPool", JavacTaskPool.class);
        pool.set(shell.taskFactory, new SharedContexts());
    }

    @Override
    public <Z> Z getTask(Writer out, JavaFileManager files, DiagnosticListener<? super JavaFileObject> problems, Iterable<String> options,
            Iterable<String> classes, Iterable<? extends JavaFileObject> sources, Worker<Z> worker) {
        List<String> shared = new ArrayList<>();
        boolean shares = false;
        for (String option : options) {
            if (option.equals(AFTER_ERRORS) || option.equals(PARAMETERS)) {
                shares = true;
            } else {
                shared.add(option);
            }
        }
        if (shares) {
            shared.addFirst(PARAMETERS);
            shared.addFirst(AFTER_ERRORS);
        }
        return super.getTask(out, files, problems, shared, classes, sources, worker);
    }
}
