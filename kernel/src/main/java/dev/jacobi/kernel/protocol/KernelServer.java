package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A running kernel: an interpreter joined to the sockets of a connection file. */
public final class KernelServer implements AutoCloseable {
    private static final long CLOSE_MILLIS = 100;

    private final ConnectionInfo connection;
    private final MessageCodec codec;
    private final SocketLoop sockets;
    private final Services services;
    private final Subshells subshells;
    private final RequestThread shell;
    private final RequestThread control;
    private final CountDownLatch shutDown = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean started;

    private KernelServer(ConnectionInfo wanted, Interpreter interpreter, KernelLog log) throws IOException {
        codec = new MessageCodec(Signer.create(wanted.signatureScheme(), wanted.key()));
        sockets = new SocketLoop(wanted, new SocketLoop.Receiver() {
            @Override
            public void received(Channel channel, List<byte[]> frames) {
                KernelServer.this.received(channel, frames);
            }

            @Override
            public List<byte[]> welcome(byte[] topic) {
                return KernelServer.this.welcome(topic);
            }
        }, log);
        connection = new ConnectionInfo(
                wanted.ip(),
                sockets.port(Channel.SHELL),
                sockets.port(Channel.IOPUB),
                sockets.port(Channel.STDIN),
                sockets.port(Channel.CONTROL),
                sockets.port(Channel.HEARTBEAT),
                wanted.signatureScheme(),
                wanted.key());
        Messenger messenger = new Messenger(codec, sockets);
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("jupyter-flush").inheritInheritableThreadLocals(false).factory(),
                // Threads of cells may print while the kernel closes.
                new ThreadPoolExecutor.DiscardPolicy());
        timer.prestartCoreThread();
        Attribution attribution = new Attribution(
                new RequestContext(List.of(), Json.object(), false, messenger, timer, interpreter::shown));
        services = new Services(
                interpreter,
                messenger,
                sockets,
                attribution,
                new InputBroker(messenger),
                new Executions(interpreter),
                new History(),
                new CommManager(messenger, attribution, log),
                timer,
                log);
        InfoHandlers info = new InfoHandlers(services, connection);
        Map<String, RequestThread.Handler> shellHandlers = ShellHandlers.table(services, info);
        subshells = new Subshells(services, shellHandlers);
        shell = new RequestThread("cells", Optional.empty(), services, shellHandlers, this::startInterpreter);
        control = new RequestThread(
                "jupyter-control",
                Optional.empty(),
                services,
                ControlHandlers.table(services, info, subshells, new ControlHandlers.Kernel() {
                    @Override
                    public void interrupt() {
                        KernelServer.this.interrupt();
                    }

                    @Override
                    public void shutDown() {
                        close();
                    }
                }),
                () -> {});
    }

    /** Listens, and begins to answer. What goes wrong with messages is written to the standard error of the process. */
    public static KernelServer start(ConnectionInfo connection, Interpreter interpreter) throws IOException {
        return start(connection, interpreter, KernelLog.processStderr());
    }

    /** As {@link #start(ConnectionInfo, Interpreter)}, with the lines of the log going elsewhere; any thread may call {@code log}. */
    public static KernelServer start(ConnectionInfo connection, Interpreter interpreter, Consumer<String> log) throws IOException {
        KernelServer server = new KernelServer(connection, interpreter, new KernelLog(log));
        server.control.start();
        server.shell.start();
        server.sockets.start();
        return server;
    }

    /** Where it listens: the ports that were asked for as 0 are known here. */
    public ConnectionInfo connection() {
        return connection;
    }

    /** The front end that attributes what is called on it to the cell of the calling thread. */
    public Frontend frontend() {
        return services.ambientFrontend();
    }

    /** Interrupts the running cells, as an interrupt_request does; nothing happens when none runs. */
    public void interrupt() {
        try {
            services.executions().interrupt();
        } catch (RuntimeException e) {
            services.log().log("interrupt failed", e);
        }
        services.input().interruptAll();
        sockets.backpressure().interrupted();
    }

    /** Waits until a shutdown_request was answered, or {@link #close} called. */
    public void awaitShutdown() throws InterruptedException {
        shutDown.await();
    }

    /** Sends what is waiting, closes sockets and interpreter, and gives up on what takes longer than a moment. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) return;
        interrupt();
        Thread closer = Thread.ofPlatform().daemon().name("interpreter-close").start(services.interpreter()::close);
        sockets.close();
        services.timer().shutdownNow();
        shell.stop();
        control.stop();
        List.copyOf(subshells.ids()).forEach(subshells::delete);
        try {
            closer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shutDown.countDown();
    }

    private void startInterpreter() {
        try {
            services.interpreter().start(services.ambientFrontend());
        } catch (Throwable t) {
            services.log().log("the interpreter failed to start", t);
        }
        started = true;
    }

    /** On the sockets' thread: finds the thread that answers. */
    private void received(Channel channel, List<byte[]> frames) {
        try {
            Message message = codec.decode(channel, frames);
            long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
            switch (channel) {
                case STDIN -> answered(message);
                case CONTROL -> submit(control, message, bytes);
                default -> route(message, bytes);
            }
        } catch (MessageCodec.MalformedMessageException | Fields.MalformedRequestException e) {
            services.log().log("dropped a message on " + channel.name().toLowerCase() + ": " + e.getMessage());
        }
    }

    private List<byte[]> welcome(byte[] topic) {
        ObjectNode content = Json.object().put("subscription", new String(topic, StandardCharsets.UTF_8));
        return codec.encode(List.of(topic), codec.header("iopub_welcome"), Json.object(), Json.object(), content, List.of());
    }

    private void answered(Message message) {
        if (!message.type().equals("input_reply")) services.log().log("dropped " + message.type() + " on stdin");
        else if (!services.input().answered(message)) services.log().log("dropped an input_reply that nobody waits for");
    }

    /** Old clients stop a kernel by its shell channel, which may be busy; and while the interpreter starts, it can still say who it is. */
    private void route(Message message, long bytes) {
        boolean urgent = switch (message.type()) {
            case "shutdown_request", "interrupt_request" -> true;
            case "kernel_info_request" -> !started;
            default -> false;
        };
        if (urgent) submit(control, message, bytes);
        else if (message.subshellId().isEmpty()) submit(shell, message, bytes);
        else
            subshells.find(message.subshellId().get()).ifPresentOrElse(thread -> submit(thread, message, bytes),
                    () -> refuse(message, "there is no subshell '" + message.subshellId().orElse("") + "'"));
    }

    private void submit(RequestThread thread, Message message, long bytes) {
        thread.submit(message, bytes).ifPresent(reason -> refuse(message, reason));
    }

    private void refuse(Message message, String why) {
        String reason = "[" + message.type() + "] " + why;
        services.log().log(reason);
        ExecuteResult.Failure failure = ExecuteResult.failure("RequestRefused", reason, List.of("RequestRefused: " + reason));
        // Who floods the kernel and reads nothing must not fill the memory with what is said about it either.
        boolean told = sockets.backpressure().hasRoom();
        if (told) services.messenger().status(message.header(), "busy");
        if (message.isRequest()) services.messenger().reply(message, Replies.error(failure));
        if (told && message.type().equals("execute_request"))
            services.messenger().publish(message.header(), "error", Replies.errorFields(failure, Json.object()));
        if (told) services.messenger().status(message.header(), "idle");
    }
}
