package dev.jacobi.kernel.protocol;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.zeromq.ZMQ;

/**
 * The messages that wait for subscribers. A single subscriber that reads slowly is waited for, as a terminal would, and loses nothing.
 * But one that has read nothing for seconds, a suspended process say, must not stop the others for ever: from then on it loses what
 * does not fit, and messages go out at a pace that the others can follow. So does a single one when more waits than the memory is for.
 * Used by the sockets' thread only.
 */
final class PublicationQueue {
    /** What one subscriber may leave unread before messages wait here. */
    static final int SUBSCRIBER_QUEUE = 256;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BURST = 64;
    private static final long BURST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ZMQ.Socket socket;
    private final Predicate<List<byte[]>> transmit;
    private final Backpressure backpressure;
    private final KernelLog log;
    private final Deque<List<byte[]>> waiting = new ArrayDeque<>();
    private int subscriptions;
    private long lastProgress;
    private boolean passingOver;

    PublicationQueue(ZMQ.Socket socket, Predicate<List<byte[]>> transmit, Backpressure backpressure, KernelLog log) {
        this.socket = socket;
        this.transmit = transmit;
        this.backpressure = backpressure;
        this.log = log;
    }

    /** A frame from a subscriber: 1 or 0, and the topic that it wants or no longer wants. Its welcome goes before all that waits. */
    void subscription(byte[] frame, Function<byte[], List<byte[]>> welcome) {
        if (frame.length == 0 || frame[0] > 1) return;
        subscriptions += frame[0] == 1 ? 1 : -1;
        if (frame[0] == 0) return;
        List<byte[]> message = welcome.apply(Arrays.copyOfRange(frame, 1, frame.length));
        backpressure.add(message);
        waiting.addFirst(message);
        transmit(1);
    }

    void add(List<byte[]> frames) {
        if (waiting.isEmpty()) lastProgress = System.nanoTime();
        waiting.add(frames);
    }

    /** Publishes what subscribers have room for; whether it was anything. */
    boolean publish() {
        int count = transmit(Integer.MAX_VALUE);
        if (count > 0) passingOver = false;
        else if (!waiting.isEmpty() && nanosLeft() <= 0)
            count = passOver("a subscriber has read nothing for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s");
        else if (backpressure.overflows()) count = passOver("a subscriber leaves too much unread");
        if (count > 0) lastProgress = System.nanoTime();
        return count > 0;
    }

    /** How long the thread may sleep if nothing else happens; 0 is for ever. */
    long sleepMillis() {
        if (waiting.isEmpty() || subscriptions < 2) return 0;
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    private long nanosLeft() {
        if (subscriptions < 2) return Long.MAX_VALUE;
        return (passingOver ? BURST_PAUSE_NANOS : PATIENCE_NANOS) - (System.nanoTime() - lastProgress);
    }

    private int passOver(String reason) {
        if (!passingOver) log.log(reason + " and loses messages");
        passingOver = true;
        socket.setXpubNoDrop(false);
        int count = transmit(BURST);
        socket.setXpubNoDrop(true);
        return count;
    }

    private int transmit(int limit) {
        int count = 0;
        for (List<byte[]> next; count < limit && (next = waiting.peek()) != null && transmit.test(next); count++) {
            waiting.remove();
            backpressure.remove(next);
        }
        return count;
    }
}
