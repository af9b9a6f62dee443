package dev.jacobi.kernel.session;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/** Runs the classes that JShell compiles, in this virtual machine, on one thread that can be interrupted. */
final class CellControl extends DirectExecutionControl {
    private static final long POLL_MILLIS = 100;
    /** A thread in a read or accept of the operating system sees no interrupt however long one waits. */
    private static final long IO_PATIENCE_NANOS = 300_000_000;

    private final SnippetLinks links = new SnippetLinks();
    private final SnippetLoader loader = new SnippetLoader(CellControl.class.getClassLoader(), links, this::leave);
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final StreamKeeper streams = new StreamKeeper();
    private final ReentrantLock compiler;
    private final long patienceNanos;
    private final long stackBytes;
    private CellThread cellThread;
    private volatile ExecutionTime executed = ExecutionTime.NONE;

    private final Object lock = new Object();
    private boolean running;
    private boolean interrupted;
    private long interruptedAt;
    private LeftBehind leftBehind = LeftBehind.NONE;
    private Object value;
    private Optional<Throwable> thrown = Optional.empty();
    private Optional<String> internalFailure = Optional.empty();

    /** The lock is that of JShell, which is let go of while the code of a cell runs. */
    CellControl(SessionOptions options, ReentrantLock compiler) {
        this.compiler = compiler;
        patienceNanos = options.patience().toNanos();
        stackBytes = options.stackBytes();
        cellThread = new CellThread(loader, stackBytes);
    }

    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "jacobi";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return CellControl.this;
            }
        };
    }

    SnippetLinks links() {
        return links;
    }

    StreamKeeper streams() {
        return streams;
    }

    Results results() {
        return loader.results();
    }

    ClassLoader loader() {
        return loader;
    }

    /** A cell begins: from here on an interrupt is for it, even while it is still being compiled. */
    void begin() {
        synchronized (lock) {
            running = true;
            interrupted = false;
            leftBehind = LeftBehind.NONE;
            executed = ExecutionTime.NONE;
            internalFailure = Optional.empty();
            links.interruptSwitch().arm(cellThread.thread());
        }
        streams.keep();
    }

    /** The cell is over. If it was interrupted, its helpers are stopped too before the next one may begin. */
    void end() {
        boolean settle;
        synchronized (lock) {
            running = false;
            settle = interrupted;
            value = null;
            thrown = Optional.empty();
        }
        if (settle) {
            links.interruptSwitch().settle();
        }
    }

    boolean interrupted() {
        synchronized (lock) {
            return interrupted;
        }
    }

    /** What became of the thread of the current cell if it did not stop. */
    enum LeftBehind {
        NONE, WAITING_FOR_IO, RUNNING
    }

    LeftBehind leftBehind() {
        synchronized (lock) {
            return leftBehind;
        }
    }

    @Override
    public void stop() {
        synchronized (lock) {
            if (running && !interrupted) {
                interrupted = true;
                interruptedAt = System.nanoTime();
            }
            if (running) {
                links.interruptSwitch().stop();
            }
        }
    }

    /** The value of the last snippet that ran; null if it has none. */
    Object value() {
        return value;
    }

    void forgetValue() {
        value = null;
    }

    /** What the last snippet that ran has thrown, as it is. */
    Optional<Throwable> thrown() {
        return thrown;
    }

    @Override
    public void load(ClassBytecodes[] compiled) throws ClassInstallException {
        Map<String, byte[]> together = new HashMap<>();
        for (ClassBytecodes c : compiled) {
            together.put(c.name(), c.bytecodes());
        }
        var weaver = new SnippetWeaver(together, loader);
        boolean[] loaded = new boolean[compiled.length];
        try {
            for (ClassBytecodes c : compiled) {
                loader.declare(c.name(), weaver.weave(c.bytecodes()));
            }
            for (int i = 0; i < compiled.length; i++) {
                classes.put(compiled[i].name(), loader.loadClass(compiled[i].name()));
                loaded[i] = true;
            }
            for (ClassBytecodes c : compiled) {
                if (SnippetNames.isWrapper(c.name())) {
                    links.declare(classes.get(c.name()));
                }
            }
        } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
            internalFailure = Optional.of("the compiled cell could not be loaded: " + e);
            throw new ClassInstallException("load: " + e, loaded);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = classes.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String entry : path.split(File.pathSeparator)) {
                loader.addURL(new File(entry).toURI().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    /** Whatever goes wrong here that is not the cell's doing; JShell itself would only log it. */
    Optional<String> internalFailure() {
        return internalFailure;
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException, EngineTerminationException {
        try {
            return super.invoke(className, methodName);
        } catch (InternalException e) {
            internalFailure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        value = null;
        thrown = Optional.empty();
        if (interrupted()) {
            throw new StoppedException();
        }
        links.beginDeclaration(snippet.getDeclaringClass());
        boolean held = compiler.isHeldByCurrentThread();
        if (held) {
            compiler.unlock();
        }
        try {
            value = onCellThread() ? nested(snippet) : await(cellThread.submit(() -> timed(snippet)), Long.MAX_VALUE);
            return "";
        } catch (ExecutionException e) {
            throw failure(e.getCause() instanceof InvocationTargetException t ? t.getCause() : e.getCause());
        } finally {
            if (held) {
                compiler.lock();
            }
            streams.keep();
        }
    }

    /** A cell that runs code as another cell would: its thread is here already. */
    private Object nested(Method snippet) throws ExecutionException {
        try {
            return snippet.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new ExecutionException(e);
        }
    }

    boolean onCellThread() {
        return Thread.currentThread() == cellThread.thread();
    }

    /**
     * Runs code of the kernel's that calls methods of cells' objects, on the thread of cells, between {@link #begin} and {@link #end}. After the limit
     * it is stopped as by an interrupt.
     */
    <T> T call(Callable<T> code, Duration limit) throws StoppedException, ExecutionException {
        if (interrupted()) {
            throw new StoppedException();
        }
        if (onCellThread()) {
            try {
                return code.call();
            } catch (Throwable e) { // as if another thread had run it
                throw new ExecutionException(e);
            }
        }
        return await(cellThread.submit(code), System.nanoTime() + limit.toNanos());
    }

    private <T> T await(CompletableFuture<T> result, long deadline) throws StoppedException, ExecutionException {
        while (true) {
            try {
                T done = result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (interrupted()) {
                    throw new StoppedException();
                }
                return done;
            } catch (TimeoutException e) {
                if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
                    stop();
                }
                abandonIfStuck();
            } catch (InterruptedException e) {
                stop();
            } catch (ExecutionException e) {
                if (interrupted() || e.getCause() instanceof CellInterruptedError) {
                    throw new StoppedException();
                }
                throw e;
            }
        }
    }

    private Object timed(Method snippet) throws ReflectiveOperationException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long user = threads.getCurrentThreadUserTime();
        long wall = System.nanoTime();
        try {
            return snippet.invoke(null);
        } finally {
            wall = System.nanoTime() - wall;
            user = threads.getCurrentThreadUserTime() - user;
            executed = executed.plus(ExecutionTime.of(wall, threads.getCurrentThreadCpuTime() - cpu, user));
        }
    }

    /** How long the code of the current or last cell ran. */
    ExecutionTime executed() {
        return executed;
    }

    private void abandonIfStuck() throws StoppedException {
        synchronized (lock) {
            if (!interrupted) {
                return;
            }
            long waited = System.nanoTime() - interruptedAt;
            boolean io = waited >= IO_PATIENCE_NANOS && InterruptSwitch.waitsForIo(cellThread.thread());
            if (!io && waited < patienceNanos) {
                return;
            }
            leftBehind = io ? LeftBehind.WAITING_FOR_IO : LeftBehind.RUNNING;
            links.interruptSwitch().abandon(cellThread.thread());
            cellThread.close();
            cellThread = new CellThread(loader, stackBytes);
        }
        throw new StoppedException();
    }

    /** What the thread of cells runs ends with this, and another thread takes its place, since it will never come back; false on other threads. */
    private boolean leave(RuntimeException end) {
        CellThread left;
        synchronized (lock) {
            if (!onCellThread()) {
                return false;
            }
            left = cellThread;
            left.close();
            cellThread = new CellThread(loader, stackBytes);
            links.interruptSwitch().moved(cellThread.thread());
        }
        left.fail(end);
        return true;
    }

    private Exception failure(Throwable t) {
        if (t instanceof CellInterruptedError) {
            return new StoppedException();
        }
        thrown = Optional.of(t);
        return t instanceof SPIResolutionException
                ? new InvocationTargetException(t)
                : described(t);
    }

    /** In the form in which JShell translates positions. */
    static UserException described(Throwable t) {
        return described(t, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** In the form in which JShell translates positions; a person's own {@code getMessage} may throw, causes may go in circles. */
    private static UserException described(Throwable t, Set<Throwable> seen) {
        seen.add(t);
        var e = new UserException(SafeText.message(t), t.getClass().getName(), t.getStackTrace());
        Throwable cause = SafeText.cause(t);
        if (cause != null && !seen.contains(cause)) {
            e.initCause(described(cause, seen));
        }
        return e;
    }

    @Override
    public void close() {
        stop();
        cellThread.close();
    }
}
