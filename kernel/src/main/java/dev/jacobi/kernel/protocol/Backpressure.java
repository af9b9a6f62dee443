package dev.jacobi.kernel.protocol;

import java.util.List;

/** Makes those who produce output wait while subscribers are far behind, so that an endless print can't fill the memory. */
final class Backpressure {
    private static final long LIMIT = 16L << 20;

    private long waiting;
    private boolean released;
    private boolean closed;

    synchronized void add(List<byte[]> frames) {
        waiting += size(frames);
    }

    synchronized void remove(List<byte[]> frames) {
        waiting -= size(frames);
        if (waiting >= LIMIT) return;
        released = false;
        notifyAll();
    }

    /** Lets all producers go on, until there's room again: an interrupted cell must not hang in a print. */
    synchronized void release() {
        released = waiting >= LIMIT;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until there's room; false if there is none and the output had better be left out. */
    synchronized boolean awaitRoom() {
        while (waiting >= LIMIT && !released && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
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
