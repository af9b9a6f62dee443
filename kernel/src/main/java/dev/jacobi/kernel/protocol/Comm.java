package dev.jacobi.kernel.protocol;

import java.util.function.Consumer;

/** One open channel between an object in the kernel and one in the front end. */
public interface Comm {

    String id();

    String targetName();

    void send(CommMessage message);

    /** Tells the front end, and forgets the comm. Closing twice is harmless. */
    void close(CommMessage message);

    /** Replaces the handler of messages; it is called on the thread that runs cells. */
    void onMessage(Consumer<CommMessage> handler);

    /** Replaces the handler of the front end's closing. */
    void onClose(Consumer<CommMessage> handler);
}
