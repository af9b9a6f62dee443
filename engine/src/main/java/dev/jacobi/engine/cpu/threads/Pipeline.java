package dev.jacobi.engine.cpu.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that is found piece by piece on one thread while other threads do what has been found; when all is found, that thread helps. So what only one thread
 * can do well (to walk objects that it has made) costs the others no time.
 *
 * @param <W> a piece of work
 */
public final class Pipeline<W> {
    private static final int LONGEST_WAIT = 1000;

    private final Supplier<Optional<W>> find;
    private final Consumer<W> work;
    private final List<W> found = new ArrayList<>();
    private int taken;
    private volatile int available;
    private volatile boolean begun;
    private volatile boolean complete;

    /** Work that {@code find} gives until there is none, and what does a piece of it. */
    public Pipeline(Supplier<Optional<W>> find, Consumer<W> work) {
        this.find = find;
        this.work = work;
    }

    /** Finds and does all work on {@code workers}; gives what was found, in order. To be called once. */
    public List<W> run(Workers workers) {
        workers.parallelFor(workers.threads(), part -> {
            if (part == 0) findAll();
            doAll();
        });
        return found;
    }

    private void findAll() {
        begun = true;
        try {
            for (Optional<W> next = find.get(); next.isPresent(); next = find.get()) {
                synchronized (this) {
                    found.add(next.get());
                }
                available++;
            }
        } finally {
            complete = true;
        }
    }

    private void doAll() {
        while (true) {
            // The part that finds may never begin, if the caller is interrupted: nobody waits for that.
            boolean last = complete || !hasBegun();
            if (available > taken) {
                Optional<W> next = take();
                next.ifPresent(work);
            } else if (last) {
                return;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private boolean hasBegun() {
        for (int spins = 0; !begun && spins < LONGEST_WAIT; spins++) Thread.onSpinWait();
        return begun;
    }

    private synchronized Optional<W> take() {
        return taken < found.size() ? Optional.of(found.get(taken++)) : Optional.empty();
    }
}
