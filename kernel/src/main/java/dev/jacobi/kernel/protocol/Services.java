package dev.jacobi.kernel.protocol;

import java.util.concurrent.ScheduledExecutorService;

/** What the handlers of requests share. */
record Services(
        Interpreter interpreter,
        Messenger messenger,
        SocketLoop sockets,
        Attribution attribution,
        InputBroker input,
        Executions executions,
        History history,
        CommManager comms,
        ScheduledExecutorService timer,
        KernelLog log) {

    RequestContext context(Message request) {
        boolean allowStdin = request.content().path("allow_stdin").asBoolean(true);
        return new RequestContext(request.ids(), request.header(), allowStdin, messenger, timer, interpreter::shown);
    }

    Frontend frontend(RequestContext context) {
        return new ContextFrontend(this, () -> context);
    }

    Frontend ambientFrontend() {
        return new ContextFrontend(this, attribution::current);
    }
}
