package dev.jacobi.kernel.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What waits for a thread, in its order. Requests are refused when too many wait, or too many bytes, so that a client that sends faster than cells run can't
 * fill the memory; everything sent goes on being read, so that an interrupt on the shell channel is still seen. A request as long as all may be is
 * taken if nothing else waits.
 */
final class RequestQueue {
    static final int MOST_REQUESTS = 10_000;
    static final long MOST_BYTES = Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** What a thread is asked to do. */
    sealed interface Entry {
        record Request(Message message, long bytes) implements Entry {}

        record EndOfAbort() implements Entry {}

        record Stop() implements Entry {}
    }

    private final int mostRequests;
    private final long mostBytes;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int requests;
    private long bytes;
    private boolean stopped;

    RequestQueue() {
        this(MOST_REQUESTS, MOST_BYTES);
    }

    RequestQueue(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /** Takes a request, or says why not. */
    synchronized Optional<String> offer(Message message, long size) {
        if (stopped) return Optional.of("the subshell was deleted");
        if (requests >= mostRequests) return Optional.of(requests + " requests wait already: send fewer at a time");
        if (requests > 0 && bytes + size > mostBytes) {
            return Optional.of("requests of " + (bytes >> 20) + " MiB wait already, and this one has " + (size >> 10)
                    + " KiB: send less at a time");
        }
        requests++;
        bytes += size;
        add(new Entry.Request(message, size));
        return Optional.empty();
    }

    synchronized void endAbort() {
        add(new Entry.EndOfAbort());
    }

    /** No request is taken from now on; those that wait are still answered. */
    synchronized void stop() {
        stopped = true;
        add(new Entry.Stop());
    }

    synchronized Entry take() throws InterruptedException {
        while (entries.isEmpty()) wait();
        Entry next = entries.remove();
        if (next instanceof Entry.Request(Message _, long size)) {
            requests--;
            bytes -= size;
        }
        return next;
    }

    private void add(Entry entry) {
        entries.add(entry);
        notifyAll();
    }
}
