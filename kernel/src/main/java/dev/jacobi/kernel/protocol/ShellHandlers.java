package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of the shell channel, but execute_request. */
final class ShellHandlers {
    private final Services services;

    private ShellHandlers(Services services) {
        this.services = services;
    }

    static Map<String, RequestThread.Handler> table(Services services, InfoHandlers info) {
        ShellHandlers handlers = new ShellHandlers(services);
        return Map.ofEntries(
                Map.entry("execute_request", new ExecuteHandler(services)),
                Map.entry("kernel_info_request", info::kernelInfo),
                Map.entry("connect_request", info::connect),
                Map.entry("complete_request", handlers::complete),
                Map.entry("inspect_request", handlers::inspect),
                Map.entry("is_complete_request", handlers::isComplete),
                Map.entry("history_request", handlers::history),
                Map.entry("comm_info_request", handlers::commInfo),
                Map.entry("comm_open", (message, context, thread) -> services.comms().opened(message)),
                Map.entry("comm_msg", (message, context, thread) -> services.comms().arrived(message)),
                Map.entry("comm_close", (message, context, thread) -> services.comms().closed(message)));
    }

    private void complete(Message request, RequestContext context, RequestThread thread) {
        Fields fields = Fields.of(request);
        String code = fields.text("code");
        Completion completion = services.interpreter().complete(code, cursor(fields, code));
        int start = Cursor.toCodePoints(code, completion.start());
        int end = Cursor.toCodePoints(code, completion.end());
        ObjectNode reply = Replies.ok().put("cursor_start", start).put("cursor_end", end);
        ArrayNode matches = reply.putArray("matches");
        ArrayNode types = reply.putObject("metadata").putArray("_jupyter_types_experimental");
        for (CompletionItem item : completion.items()) {
            matches.add(item.text());
            ObjectNode type = types.addObject().put("text", item.text()).put("type", item.type()).put("start", start).put("end", end);
            if (!item.signature().isEmpty()) type.put("signature", item.signature());
        }
        services.messenger().reply(request, reply);
    }

    private void inspect(Message request, RequestContext context, RequestThread thread) {
        Fields fields = Fields.of(request);
        String code = fields.text("code");
        Optional<MimeBundle> found = services.interpreter().inspect(code, cursor(fields, code), fields.integer("detail_level", 0));
        services.messenger().reply(request,
                Replies.bundle(found.orElse(MimeBundle.empty())).put("status", "ok").put("found", found.isPresent()));
    }

    private void isComplete(Message request, RequestContext context, RequestThread thread) {
        ObjectNode reply = switch (services.interpreter().isComplete(Fields.of(request).text("code"))) {
            case CompleteStatus.Complete _ -> Json.object().put("status", "complete");
            case CompleteStatus.Incomplete(String indent) -> Json.object().put("status", "incomplete").put("indent", indent);
            case CompleteStatus.Invalid _ -> Json.object().put("status", "invalid");
            case CompleteStatus.Unknown _ -> Json.object().put("status", "unknown");
        };
        services.messenger().reply(request, reply);
    }

    private void history(Message request, RequestContext context, RequestThread thread) {
        Fields fields = Fields.of(request);
        boolean output = fields.flag("output", false);
        int n = fields.integer("n", Integer.MAX_VALUE);
        String access = fields.text("hist_access_type", "tail");
        List<HistoryEntry> entries = switch (access) {
            case "tail" -> services.history().tail(n);
            case "range" -> services.history()
                    .range(fields.integer("session", 0), fields.integer("start", 0), fields.integer("stop", Integer.MAX_VALUE));
            case "search" -> services.history().search(fields.text("pattern", "*"), n, fields.flag("unique", false));
            default -> throw new Fields.MalformedRequestException(
                    "[history_request] content.hist_access_type is '" + access + "', it must be 'tail', 'range' or 'search'");
        };
        ObjectNode reply = Replies.ok();
        ArrayNode rows = reply.putArray("history");
        for (HistoryEntry entry : entries) {
            ArrayNode row = rows.addArray().add(entry.session()).add(entry.line());
            if (!output) row.add(entry.input());
            else {
                ArrayNode both = row.addArray().add(entry.input());
                entry.output().ifPresentOrElse(both::add, both::addNull);
            }
        }
        services.messenger().reply(request, reply);
    }

    private void commInfo(Message request, RequestContext context, RequestThread thread) {
        ObjectNode reply = Replies.ok();
        reply.set("comms", services.comms().info(Fields.of(request).text("target_name", "")));
        services.messenger().reply(request, reply);
    }

    private static int cursor(Fields fields, String code) {
        return Cursor.toChars(code, fields.integer("cursor_pos", Integer.MAX_VALUE));
    }
}
