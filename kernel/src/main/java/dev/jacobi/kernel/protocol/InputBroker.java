package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Questions to people, and the threads that wait for the answers. */
final class InputBroker {
    private record Question(List<byte[]> ids, CompletableFuture<String> answer) {
        boolean isFor(List<byte[]> others) {
            return Arrays.deepEquals(ids.toArray(), others.toArray());
        }
    }

    private final Messenger messenger;
    private final Map<String, Question> open = new LinkedHashMap<>();

    InputBroker(Messenger messenger) {
        this.messenger = messenger;
    }

    String ask(RequestContext context, String prompt, boolean password) throws IOException {
        if (!context.allowStdin()) {
            throw new StdinNotAllowedException("[input] this front end takes no input: the request for the cell said allow_stdin = false");
        }
        ObjectNode header = messenger.newHeader("input_request");
        String id = header.path("msg_id").textValue();
        Question question = new Question(context.ids(), new CompletableFuture<>());
        synchronized (open) {
            open.put(id, question);
        }
        try {
            // After the question is open: an interrupt either sees it, or is seen here.
            if (context.interrupted()) throw new InterruptedIOException("[input] the cell was interrupted");
            ObjectNode content = Json.object().put("prompt", prompt).put("password", password);
            context.output().flushThen(
                    () -> messenger.ask(
                            context.ids(),
                            header,
                            context.header(),
                            content,
                            () -> question.answer.completeExceptionally(
                                    new StdinNotAllowedException(
                                            "[input] the front end of this cell isn't connected to the stdin channel"))));
            return question.answer.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("[input] interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) throw cause;
            throw new IOException(e.getCause());
        } finally {
            synchronized (open) {
                open.remove(id);
            }
        }
    }

    /** An input_reply; false if nobody waits for it. */
    boolean answered(Message reply) {
        String value = Fields.of(reply).text("value");
        synchronized (open) {
            return question(reply).map(q -> q.answer.complete(value)).orElse(false);
        }
    }

    /** Not every client says which question it answers: then it's its oldest. But a late answer to an old question is for no other. */
    private Optional<Question> question(Message reply) {
        Question named = open.get(reply.parentHeader().path("msg_id").asText(""));
        if (named != null) return Optional.of(named);
        if (reply.parentHeader().path("msg_type").asText("").equals("input_request")) return Optional.empty();
        return open.values().stream().filter(q -> q.isFor(reply.ids()) && !q.answer.isDone()).findFirst();
    }

    void interruptAll() {
        synchronized (open) {
            open.values()
                    .forEach(q -> q.answer
                            .completeExceptionally(new InterruptedIOException("[input] interrupted while waiting for an answer")));
        }
    }
}
