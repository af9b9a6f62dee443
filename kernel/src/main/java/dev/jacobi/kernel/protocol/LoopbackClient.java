package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end in the kernel's own process, on real sockets: for recording what a kernel does when it starts and answers. One thread may use it. */
public final class LoopbackClient implements AutoCloseable {
    /**
     * JeroMQ's connecting side now and then registers a new connection on a selection key that is being cancelled, and then never reads from it
     * (zeromq/jeromq pull request 1022, of the versions up to 0.6.0): after so long without a handshake it connects again. The side that binds has no such race.
     */
    static final int HANDSHAKE_MILLIS = 500;

    private static final int TIMEOUT_MILLIS = 60_000;

    private final ZContext context = new ZContext();
    private final MessageCodec codec;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket published;

    /** Connects; returns when the kernel has answered. */
    public LoopbackClient(ConnectionInfo kernel) throws IOException {
        codec = new MessageCodec(Signer.create(kernel.signatureScheme(), kernel.key()));
        shell = connect(SocketType.DEALER, kernel, Channel.SHELL);
        published = connect(SocketType.SUB, kernel, Channel.IOPUB);
        published.subscribe("");
        receive(Channel.IOPUB, published); // the welcome
        ask("kernel_info_request", Json.object());
    }

    private ZMQ.Socket connect(SocketType type, ConnectionInfo kernel, Channel channel) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setReceiveTimeOut(TIMEOUT_MILLIS);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.connect(kernel.endpoint(channel));
        return socket;
    }

    /** Runs a cell; whether it ran without an error. */
    public boolean execute(String code) throws IOException {
        return ask("execute_request", Json.object().put("code", code).put("silent", false).put("store_history", true)
                .put("allow_stdin", false).put("stop_on_error", true)).path("status").asText().equals("ok");
    }

    /** Completes at the end of the code. */
    public void complete(String code) throws IOException {
        ask("complete_request", Json.object().put("code", code).put("cursor_pos", code.length()));
    }

    /** Asks whether the code could be run. */
    public void isComplete(String code) throws IOException {
        ask("is_complete_request", Json.object().put("code", code));
    }

    /** The content of the reply, after all that was published because of the request. */
    private ObjectNode ask(String type, ObjectNode content) throws IOException {
        ObjectNode header = codec.header(type);
        List<byte[]> frames = codec.encode(List.of(), header, Json.object(), Json.object(), content, List.of());
        for (int i = 0; i < frames.size(); i++) shell.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
        Message reply = receive(Channel.SHELL, shell);
        while (true) {
            Message message = receive(Channel.IOPUB, published);
            if (message.parentHeader().path("msg_id").equals(header.path("msg_id"))
                    && message.content().path("execution_state").asText().equals("idle"))
                return reply.content();
        }
    }

    private Message receive(Channel channel, ZMQ.Socket socket) throws IOException {
        byte[] first = socket.recv();
        if (first == null) throw new IOException("[loopback] nothing arrived on " + channel + " for " + TIMEOUT_MILLIS + " ms");
        List<byte[]> frames = new ArrayList<>(List.of(first));
        while (socket.hasReceiveMore()) frames.add(socket.recv());
        try {
            return codec.decode(channel, frames);
        } catch (MessageCodec.MalformedMessageException e) {
            throw new IOException("[loopback] the kernel's message on " + channel + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
