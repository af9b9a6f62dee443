package dev.jacobi.kernel.protocol;

import java.util.List;

/** Makes those who produce output wait while subscribers are far behind, so that an endless print can't fill the memory. */
final class Backpressure {
    private static final long LIMIT = 16L << 20;
    /** What does not wait, such as the state of the kernel and the results of cells, may go beyond the limit, but not for ever. */
    private static final long OVERFLOW = 4 * LIMIT;

    private long waiting;
    private boolean closed;

    synchronized void add(List<byte[]> frames) {
        waiting += size(frames);
    }

    synchronized void remove(List<byte[]> frames) {
        waiting -= size(frames);
        if (waiting < LIMIT) notifyAll();
    }

    /** Makes all producers look again whether their cell was interrupted. */
    synchronized void interrupted() {
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whether subscribers leave so much unread that it has to be thrown away. */
    synchronized boolean overflows() {
        return waiting >= OVERFLOW;
    }

    synchronized boolean hasRoom() {
        return waiting < LIMIT && !closed;
    }

    /** Waits for room, unless the cell is interrupted; false if there is none, and text had better be left out. */
    synchronized boolean awaitRoom(RequestContext context) {
        while (waiting >= LIMIT && !closed && !context.interrupted()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return waiting < LIMIT && !closed;
    }

    private static long size(List<byte[]> frames) {
        long size = 0;
        for (byte[] frame : frames) size += frame.length;
        return size;
    }
}
