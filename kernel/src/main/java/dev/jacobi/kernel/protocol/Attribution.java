package dev.jacobi.kernel.protocol;

/** Which cell a thread belongs to: the one that it runs, else the one that made it, else the one that began last. */
final class Attribution {
    private final InheritableThreadLocal<RequestContext> own = new InheritableThreadLocal<>();
    private volatile RequestContext latest;

    Attribution(RequestContext initial) {
        latest = initial;
    }

    RequestContext current() {
        RequestContext context = own.get();
        return context != null ? context : latest;
    }

    /** The calling thread serves this request from now on. */
    void enter(RequestContext context) {
        own.set(context);
    }

    void leave() {
        own.remove();
    }

    /** Threads that belong to no cell speak for this one from now on. */
    void latest(RequestContext context) {
        latest = context;
    }

    Runnable attributed(Runnable task, RequestContext context) {
        return () -> {
            RequestContext before = own.get();
            own.set(context);
            try {
                task.run();
            } finally {
                if (before == null) own.remove();
                else
                    own.set(before);
            }
        };
    }
}
