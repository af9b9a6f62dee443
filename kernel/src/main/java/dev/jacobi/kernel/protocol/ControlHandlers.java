package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The requests of the control channel, which are answered while a cell runs. */
final class ControlHandlers {
    /** What a control request may do to the kernel as a whole. */
    interface Kernel {
        void interrupt();

        void shutDown();
    }

    private final Services services;
    private final Subshells subshells;
    private final Kernel kernel;

    private ControlHandlers(Services services, Subshells subshells, Kernel kernel) {
        this.services = services;
        this.subshells = subshells;
        this.kernel = kernel;
    }

    static Map<String, RequestThread.Handler> table(Services services, InfoHandlers info, Subshells subshells, Kernel kernel) {
        ControlHandlers handlers = new ControlHandlers(services, subshells, kernel);
        return Map.of(
                "kernel_info_request",
                info::kernelInfo,
                "connect_request",
                info::connect,
                "interrupt_request",
                handlers::interrupt,
                "shutdown_request",
                handlers::shutdown,
                "create_subshell_request",
                handlers::createSubshell,
                "delete_subshell_request",
                handlers::deleteSubshell,
                "list_subshell_request",
                handlers::listSubshells);
    }

    private void interrupt(Message request, RequestContext context, RequestThread thread) {
        kernel.interrupt();
        services.messenger().reply(request, Replies.ok());
    }

    private void shutdown(Message request, RequestContext context, RequestThread thread) {
        ObjectNode reply = Replies.ok().put("restart", Fields.of(request).flag("restart", false));
        thread.afterIdle(kernel::shutDown);
        services.messenger().publish(request.header(), "shutdown_reply", reply);
        services.messenger().reply(request, reply);
    }

    private void createSubshell(Message request, RequestContext context, RequestThread thread) {
        services.messenger().reply(request, Replies.ok().put("subshell_id", subshells.create()));
    }

    private void deleteSubshell(Message request, RequestContext context, RequestThread thread) {
        String id = Fields.of(request).text("subshell_id");
        if (!subshells.delete(id))
            throw new Fields.MalformedRequestException("[delete_subshell_request] there is no subshell '" + id + "'");
        services.messenger().reply(request, Replies.ok());
    }

    private void listSubshells(Message request, RequestContext context, RequestThread thread) {
        ObjectNode reply = Replies.ok();
        reply.set("subshell_id", Json.texts(subshells.ids()));
        services.messenger().reply(request, reply);
    }
}
