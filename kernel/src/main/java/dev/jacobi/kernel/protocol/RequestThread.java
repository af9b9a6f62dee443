package dev.jacobi.kernel.protocol;

import java.util.Map;
import java.util.Optional;

/** A thread that answers requests in the order in which they came: the main shell, a subshell, or control. */
final class RequestThread {
    /** Javac descends deep into long expressions. */
    private static final long STACK_BYTES = 16L << 20;

    /** Answers one type of request. What it throws becomes an error reply. */
    @FunctionalInterface
    interface Handler {
        void handle(Message request, RequestContext context, RequestThread thread);
    }

    private final Services services;
    private final Map<String, Handler> handlers;
    private final Optional<String> subshellId;
    private final RequestQueue queue = new RequestQueue();
    private final Thread thread;
    private boolean aborting;
    private Runnable afterIdle = () -> {};

    RequestThread(String name, Optional<String> subshellId, Services services, Map<String, Handler> handlers, Runnable first) {
        this.services = services;
        this.handlers = handlers;
        this.subshellId = subshellId;
        this.thread = Thread.ofPlatform().daemon().name(name).stackSize(STACK_BYTES).inheritInheritableThreadLocals(false).unstarted(() -> {
            first.run();
            serve();
        });
    }

    void start() {
        thread.start();
    }

    Optional<String> subshellId() {
        return subshellId;
    }

    /** Takes a request of so many bytes, or says why not. */
    Optional<String> submit(Message request, long bytes) {
        return queue.offer(request, bytes);
    }

    /** Ends the thread after the requests that are queued. */
    void stop() {
        queue.stop();
    }

    /**
     * Refuses to run the cells that have been sent by now: those in the queue, and those still in the sockets, which were sent without
     * knowledge of the error. Called on this thread.
     */
    void abortQueued() {
        aborting = true;
        services.sockets().afterInput(queue::endAbort);
    }

    /** Runs the action when the request at hand is done with and its idle has been published. Called on this thread. */
    void afterIdle(Runnable action) {
        afterIdle = action;
    }

    private void serve() {
        while (true) {
            try {
                switch (queue.take()) {
                    case RequestQueue.Entry.Request(Message message, long _) -> serve(message);
                    case RequestQueue.Entry.EndOfAbort _ -> aborting = false;
                    case RequestQueue.Entry.Stop _ -> {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                // A cell interrupted its own thread, or came to its end before an interrupt: neither concerns the next request.
            } catch (Throwable t) {
                services.log().log("a request ended with", t);
            }
        }
    }

    private void serve(Message request) {
        RequestContext context = services.context(request);
        services.attribution().enter(context);
        try {
            services.messenger().status(request.header(), "busy");
            answer(request, context);
        } catch (Fields.MalformedRequestException e) {
            services.log().log(e.getMessage());
            refuse(request, e);
        } catch (Throwable t) {
            services.log().log(request.type() + " failed", t);
            refuse(request, t);
        } finally {
            context.output().flushThen(() -> services.messenger().status(request.header(), "idle"));
            services.attribution().leave();
            Thread.interrupted();
        }
        afterIdle.run();
    }

    private void answer(Message request, RequestContext context) {
        if (aborting && request.type().equals("execute_request")) {
            services.messenger().reply(request,
                    Json.object().put("status", "aborted").put("execution_count", services.executions().number(false)));
            return;
        }
        Handler handler = handlers.get(request.type());
        if (handler == null)
            throw new Fields.MalformedRequestException("[" + request.type() + "] is no message that this kernel knows on its "
                    + request.channel().name().toLowerCase() + " channel");
        handler.handle(request, context, this);
    }

    private void refuse(Message request, Throwable reason) {
        if (request.isRequest()) services.messenger().reply(request, Replies.error(reason));
    }
}
