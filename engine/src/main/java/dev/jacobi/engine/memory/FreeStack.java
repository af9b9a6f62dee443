package dev.jacobi.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The free blocks of one class: a lock-free stack (Treiber), last in, first out, so that a block comes back while it is
 * still in the cache. Every push makes a new node, so a head that was seen can't come back (no ABA problem).
 */
final class FreeStack {

    record Node(Block block, Node next) {}

    private static final VarHandle HEAD;
    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(FreeStack.class, "head", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Node head;

    void push(Block block) {
        Node next;
        do {
            next = head;
        } while (!HEAD.compareAndSet(this, next, new Node(block, next)));
    }

    /** A free block, or null if there is none. */
    Block pop() {
        Node top;
        do {
            top = head;
            if (top == null) {
                return null;
            }
        } while (!HEAD.compareAndSet(this, top, top.next));
        return top.block;
    }

    /** Takes all at once: the first of their chain, or null. */
    Node popAll() {
        return (Node) HEAD.getAndSet(this, null);
    }
}
