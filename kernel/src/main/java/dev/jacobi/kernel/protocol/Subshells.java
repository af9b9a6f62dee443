package dev.jacobi.kernel.protocol;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Threads beside the main shell that front ends ask for, so that a widget answers while a cell runs. */
final class Subshells {
    /** Each has a thread: a client that makes one after the other must not run out of them. */
    private static final int MOST = 64;

    private final Services services;
    private final Map<String, RequestThread.Handler> handlers;
    private final Map<String, RequestThread> threads = new ConcurrentHashMap<>();

    Subshells(Services services, Map<String, RequestThread.Handler> handlers) {
        this.services = services;
        this.handlers = handlers;
    }

    String create() {
        if (threads.size() >= MOST) {
            throw new Fields.MalformedRequestException(
                    "[create_subshell_request] there are " + MOST + " subshells already: delete one of them first");
        }
        String id = UUID.randomUUID().toString();
        RequestThread thread = new RequestThread("subshell-" + id, Optional.of(id), services, handlers, () -> {});
        thread.start();
        threads.put(id, thread);
        return id;
    }

    /** Ends a subshell after the requests it has; false if there is none of this id. */
    boolean delete(String id) {
        RequestThread thread = threads.remove(id);
        if (thread == null) return false;
        thread.stop();
        return true;
    }

    Collection<String> ids() {
        return threads.keySet();
    }

    Optional<RequestThread> find(String id) {
        return Optional.ofNullable(threads.get(id));
    }
}
