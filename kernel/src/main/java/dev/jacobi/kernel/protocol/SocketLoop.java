package dev.jacobi.kernel.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The one thread that touches sockets. It sleeps in a selector over ZeroMQ's event descriptors, and is woken by
 * {@link Selector#wakeup}: an in-process socket would be closed for good by {@link Thread#interrupt} of a thread that is about to send,
 * and cells' threads do get interrupted.
 *
 * <p>Nothing is dropped because a queue is full, but what a client is sent that leaves {@value #UNREAD_REPLIES} replies unread; a subscriber that reads slowly holds messages back
 * here, in order, and {@link Backpressure} slows down those who produce them. Only when there are other subscribers, and this one has
 * read nothing for seconds, is it passed over.
 */
final class SocketLoop {
    private static final int LINGER_MILLIS = 100;
    private static final int BATCH = 64;
    /** More than requests may wait, so that a client that sends many at once and reads afterwards loses nothing. */
    private static final int UNREAD_REPLIES = 4 * RequestQueue.MOST_REQUESTS;

    /** Called on the loop's thread, so its methods must be quick. */
    interface Receiver {
        void received(Channel channel, List<byte[]> frames);

        /** The message that greets a new subscriber to a topic. */
        List<byte[]> welcome(byte[] topic);
    }

    /** Something to do on the loop's thread, in the order in which it was asked for. */
    private sealed interface Command {
        record Send(Channel channel, List<byte[]> frames, Runnable unroutable) implements Command {}

        record AfterInput(Runnable task) implements Command {}
    }

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final Selector selector;
    private final Object selectorLock = new Object();
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Backpressure backpressure = new Backpressure();
    private final PublicationQueue publications;
    private final Receiver receiver;
    private final KernelLog log;
    private final Thread thread;
    private volatile boolean closing;

    /** Binds the sockets; {@link #start} begins to read them. */
    SocketLoop(ConnectionInfo connection, Receiver receiver, KernelLog log) throws IOException {
        this.receiver = receiver;
        this.log = log;
        this.selector = Selector.open();
        try {
            for (Channel channel : Channel.values()) bind(channel, connection);
        } catch (IOException | RuntimeException e) {
            selector.close();
            context.close();
            throw e;
        }
        ZMQ.Socket iopub = sockets.get(Channel.IOPUB);
        this.publications = new PublicationQueue(iopub, frames -> transmit(iopub, frames), backpressure, log);
        this.thread = Thread.ofPlatform().daemon().name("jupyter-io").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    int port(Channel channel) {
        String endpoint = sockets.get(channel).getLastEndpoint();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    Backpressure backpressure() {
        return backpressure;
    }

    void send(Channel channel, List<byte[]> frames) {
        send(channel, frames, () -> log.log("dropped a message to a client that is gone"));
    }

    /** Sends; runs {@code unroutable} on the loop's thread if the channel is STDIN and no such client is connected to it. */
    void send(Channel channel, List<byte[]> frames, Runnable unroutable) {
        if (channel == Channel.IOPUB) backpressure.add(frames);
        command(new Command.Send(channel, frames, unroutable));
    }

    /** Runs the task once everything that had arrived by now has been received. */
    void afterInput(Runnable task) {
        command(new Command.AfterInput(task));
    }

    /** Sends what is waiting, for a bounded time, and closes the sockets. */
    void close() {
        closing = true;
        wakeUp();
        if (Thread.currentThread() == thread) return;
        if (thread.getState() == Thread.State.NEW) {
            closeAll();
            return;
        }
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void command(Command command) {
        commands.add(command);
        wakeUp();
    }

    private void wakeUp() {
        synchronized (selectorLock) {
            if (selector.isOpen()) selector.wakeup();
        }
    }

    private void bind(Channel channel, ConnectionInfo connection) throws IOException {
        ZMQ.Socket socket = context.createSocket(channel == Channel.IOPUB ? SocketType.XPUB : SocketType.ROUTER);
        socket.setLinger(LINGER_MILLIS);
        socket.setMaxMsgSize(Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8));
        if (connection.ip().contains(":")) socket.setIPv6(true);
        if (channel == Channel.IOPUB) {
            socket.setSndHWM(PublicationQueue.SUBSCRIBER_QUEUE);
            socket.setXpubNoDrop(true);
            socket.setXpubVerboser(true);
        } else {
            socket.setSndHWM(UNREAD_REPLIES);
            socket.setRouterHandover(true);
            socket.setRouterMandatory(channel == Channel.STDIN);
        }
        String endpoint = connection.endpoint(channel);
        try {
            if (!socket.bind(endpoint)) throw new IOException("errno " + socket.errno());
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IOException(channel.name().toLowerCase() + " can't listen on " + endpoint + ": " + e.getMessage(), e);
        }
        sockets.put(channel, socket);
        socket.getFD().register(selector, SelectionKey.OP_READ);
    }

    private void run() {
        while (true) {
            try {
                boolean last = closing;
                boolean idle = !receive() & !obey() & !publications.publish();
                if (idle && last) break;
                if (idle) selector.select(publications.sleepMillis());
                selector.selectedKeys().clear();
                Thread.interrupted();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                log.log("the socket loop goes on after", e);
                if (!selector.isOpen()) break;
            }
        }
        closeAll();
    }

    private void closeAll() {
        backpressure.close();
        try {
            synchronized (selectorLock) {
                selector.close();
            }
        } catch (IOException e) {
            log.log("closing the selector", e);
        }
        context.close();
    }

    private boolean receive() {
        boolean any = false;
        for (Channel channel : Channel.values()) {
            ZMQ.Socket socket = sockets.get(channel);
            for (int i = 0; i < BATCH; i++) {
                byte[] first = socket.recv(ZMQ.DONTWAIT);
                if (first == null) break;
                any = true;
                List<byte[]> frames = new ArrayList<>();
                frames.add(first);
                while (socket.hasReceiveMore()) frames.add(socket.recv());
                received(channel, frames);
            }
        }
        return any;
    }

    private void received(Channel channel, List<byte[]> frames) {
        if (channel == Channel.HEARTBEAT) {
            transmit(sockets.get(channel), frames);
            return;
        }
        try {
            if (channel == Channel.IOPUB) publications.subscription(frames.getFirst(), receiver::welcome);
            else
                receiver.received(channel, frames);
        } catch (RuntimeException | StackOverflowError e) {
            log.log("dropped a message on " + channel, e);
        }
    }

    private boolean obey() {
        boolean any = false;
        Command command;
        for (int i = 0; i < BATCH && (command = commands.poll()) != null; i++) {
            any = true;
            switch (command) {
                case Command.AfterInput(Runnable task) -> {
                    for (int round = 0; round < BATCH && receive();) round++;
                    task.run();
                }
                case Command.Send send when send.channel == Channel.IOPUB -> publications.add(send.frames);
                case Command.Send send -> {
                    if (!transmit(sockets.get(send.channel), send.frames)) send.unroutable.run();
                }
            }
            // Not only afterwards: a reply must not overtake what was published before it by much.
            publications.publish();
        }
        return any;
    }

    /** Whether the message could be sent: only the first frame can be refused. */
    private boolean transmit(ZMQ.Socket socket, List<byte[]> frames) {
        try {
            for (int i = 0; i < frames.size(); i++) {
                boolean more = i + 1 < frames.size();
                if (!socket.send(frames.get(i), ZMQ.DONTWAIT | (more ? ZMQ.SNDMORE : 0)) && i == 0) return false;
            }
            return true;
        } catch (ZMQException e) {
            return false;
        }
    }
}
