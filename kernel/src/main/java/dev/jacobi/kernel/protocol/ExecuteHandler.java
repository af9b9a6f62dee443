package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** execute_request. The order of what is published is that of ipykernel, which front ends are written against. */
final class ExecuteHandler implements RequestThread.Handler {
    private final Services services;

    ExecuteHandler(Services services) {
        this.services = services;
    }

    @Override
    public void handle(Message message, RequestContext context, RequestThread thread) {
        Fields fields = Fields.of(message);
        boolean stopOnError = fields.flag("stop_on_error", true);
        ObjectNode expressions = fields.object("user_expressions");
        ExecuteRequest request = request(fields, message, thread);
        ObjectNode reply = services.executions().run(context, () -> run(request, expressions, context));
        services.messenger().reply(message, reply);
        if (stopOnError && reply.path("status").asText().equals("error")) thread.abortQueued();
    }

    private ExecuteRequest request(Fields fields, Message message, RequestThread thread) {
        String code = fields.text("code");
        boolean silent = fields.flag("silent", false);
        boolean stored = fields.flag("store_history", !silent) && !silent;
        boolean allowStdin = fields.flag("allow_stdin", true);
        Optional<String> cellId = Optional.ofNullable(message.metadata().path("cellId").textValue());
        int number = services.executions().number(stored);
        return new ExecuteRequest(code, number, silent, stored, allowStdin, cellId, thread.subshellId());
    }

    private ObjectNode run(ExecuteRequest request, ObjectNode expressions, RequestContext context) {
        if (!request.silent()) {
            publish(context, "execute_input", Json.object().put("code", request.code()).put("execution_count", request.executionCount()));
        }
        services.attribution().latest(context);
        Frontend frontend = services.frontend(context);
        ExecuteResult result = caught(context, () -> services.interpreter().execute(request, frontend));
        if (request.storeHistory()) services.history().add(request.executionCount(), request.code(), plainText(result));
        ObjectNode reply = switch (result) {
            case ExecuteResult.Value(MimeBundle bundle) -> {
                if (!request.silent()) publish(context, "execute_result", result(bundle, request.executionCount()));
                yield Replies.ok();
            }
            case ExecuteResult.Done _ -> Replies.ok();
            case ExecuteResult.Failure failure -> {
                publish(context, "error", Replies.errorFields(failure, Json.object()));
                yield Replies.error(failure);
            }
        };
        reply.put("execution_count", request.executionCount());
        ObjectNode values = reply.putObject("user_expressions");
        if (!(result instanceof ExecuteResult.Failure)) {
            expressions.properties().forEach(e -> values.set(e.getKey(), evaluate(e.getKey(), e.getValue(), context, frontend)));
        }
        context.output().flush();
        reply.set("payload", context.payloads());
        return reply;
    }

    private ObjectNode evaluate(String name, JsonNode expression, RequestContext context, Frontend frontend) {
        ExecuteResult result = expression.isTextual()
                ? caught(context, () -> services.interpreter().evaluate(expression.textValue(), frontend))
                : ExecuteResult.failure("MalformedRequest", "user_expressions." + name + " is no string", List.of());
        return switch (result) {
            case ExecuteResult.Value(MimeBundle bundle) -> Replies.bundle(bundle).put("status", "ok");
            case ExecuteResult.Done _ -> Replies.bundle(MimeBundle.empty()).put("status", "ok");
            case ExecuteResult.Failure failure -> Replies.error(failure);
        };
    }

    /** An interpreter reports errors as results; if one escapes from it all the same, the person sees it and the kernel goes on. */
    private ExecuteResult caught(RequestContext context, Supplier<ExecuteResult> execution) {
        if (context.interrupted()) return ExecuteResult.failure("Interrupted", "interrupted before it began", List.of());
        try {
            return Objects.requireNonNull(execution.get(), "the interpreter returned null");
        } catch (Throwable t) {
            services.log().log("the interpreter threw", t);
            return Replies.failure(t);
        }
    }

    private static Optional<String> plainText(ExecuteResult result) {
        return result instanceof ExecuteResult.Value(MimeBundle bundle) ? Optional.of(bundle.plainText()) : Optional.empty();
    }

    private static ObjectNode result(MimeBundle bundle, int executionCount) {
        ObjectNode content = Replies.bundle(bundle).put("execution_count", executionCount);
        if (!bundle.transientData().isEmpty()) content.set("transient", Json.object(bundle.transientData()));
        return content;
    }

    private void publish(RequestContext context, String type, ObjectNode content) {
        context.output().flushThen(() -> services.messenger().publish(context.header(), type, content));
    }
}
