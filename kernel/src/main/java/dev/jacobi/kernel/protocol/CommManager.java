package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The comms of a kernel, from both sides. */
final class CommManager implements Comms {
    private final Messenger messenger;
    private final Attribution attribution;
    private final KernelLog log;
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final Map<String, OpenComm> open = new ConcurrentHashMap<>();

    CommManager(Messenger messenger, Attribution attribution, KernelLog log) {
        this.messenger = messenger;
        this.attribution = attribution;
        this.log = log;
    }

    @Override
    public void register(String targetName, Target target) {
        targets.put(targetName, target);
    }

    @Override
    public void unregister(String targetName) {
        targets.remove(targetName);
    }

    @Override
    public Comm open(String targetName, CommMessage message) {
        OpenComm comm = new OpenComm(UUID.randomUUID().toString().replace("-", ""), targetName);
        open.put(comm.id, comm);
        publish("comm_open", content(comm.id, message).put("target_name", targetName), message);
        return comm;
    }

    @Override
    public Optional<Comm> find(String commId) {
        return Optional.ofNullable(open.get(commId));
    }

    /** The ids and target names of open comms; an empty target name stands for all. */
    ObjectNode info(String targetName) {
        ObjectNode comms = Json.object();
        open.values()
                .stream()
                .filter(comm -> targetName.isEmpty() || comm.targetName.equals(targetName))
                .forEach(comm -> comms.set(comm.id, Json.object().put("target_name", comm.targetName)));
        return comms;
    }

    void opened(Message message) {
        Fields fields = Fields.of(message);
        OpenComm comm = new OpenComm(fields.text("comm_id"), fields.text("target_name"));
        Target target = targets.get(comm.targetName);
        if (target == null) {
            log.log("comm_open for the unknown target '" + comm.targetName + "'");
            publish("comm_close", content(comm.id, CommMessage.empty()), CommMessage.empty());
            return;
        }
        open.put(comm.id, comm);
        guarded(comm, () -> target.opened(comm, commMessage(message)));
    }

    void arrived(Message message) {
        OpenComm comm = open.get(Fields.of(message).text("comm_id"));
        if (comm == null) log.log("comm_msg for a comm that isn't open");
        else
            guarded(comm, () -> comm.onMessage.accept(commMessage(message)));
    }

    void closed(Message message) {
        OpenComm comm = open.remove(Fields.of(message).text("comm_id"));
        if (comm != null) guarded(comm, () -> comm.onClose.accept(commMessage(message)));
    }

    /** An error in a handler is the user's: it's shown where the message came from. */
    private void guarded(OpenComm comm, Runnable handler) {
        try {
            handler.run();
        } catch (Fields.MalformedRequestException e) {
            throw e;
        } catch (Throwable t) {
            String trace = String.join("\n", Replies.failure(t).traceback());
            attribution.current().output().append(StreamName.STDERR,
                    "Error in a handler of comm '" + comm.targetName + "': " + trace + "\n");
        }
    }

    private static CommMessage commMessage(Message message) {
        return new CommMessage(Fields.of(message).object("data"), message.metadata(), message.buffers());
    }

    private static ObjectNode content(String id, CommMessage message) {
        ObjectNode content = Json.object().put("comm_id", id);
        content.set("data", message.data());
        return content;
    }

    private void publish(String type, ObjectNode content, CommMessage message) {
        RequestContext context = attribution.current();
        messenger.awaitRoom(context);
        context.output()
                .flushThen(() -> messenger.publish(context.header(), type, content, message.metadata(), message.buffers()));
    }

    private final class OpenComm implements Comm {
        private final String id;
        private final String targetName;
        private volatile Consumer<CommMessage> onMessage = message -> {};
        private volatile Consumer<CommMessage> onClose = message -> {};

        OpenComm(String id, String targetName) {
            this.id = id;
            this.targetName = targetName;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String targetName() {
            return targetName;
        }

        @Override
        public void send(CommMessage message) {
            if (open.get(id) != this) throw new IllegalStateException("[comm] comm " + id + " of '" + targetName + "' is closed");
            publish("comm_msg", content(id, message), message);
        }

        @Override
        public void close(CommMessage message) {
            if (open.remove(id, this)) publish("comm_close", content(id, message), message);
        }

        @Override
        public void onMessage(Consumer<CommMessage> handler) {
            onMessage = handler;
        }

        @Override
        public void onClose(Consumer<CommMessage> handler) {
            onClose = handler;
        }
    }
}
