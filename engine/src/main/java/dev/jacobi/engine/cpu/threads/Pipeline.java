package dev.jacobi.engine.cpu.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that is found piece by piece on one thread while other threads do what has been found; when all is found, that thread helps, and finishes what is done.
 * So what only one thread can do well (to walk and to change objects that it has made) costs the others no time.
 *
 * @param <W> a piece of work
 */
public final class Pipeline<W> {
    private static final int LONGEST_WAIT = 1000;

    private final Supplier<Optional<W>> find;
    private final Consumer<W> work;
    private final Consumer<W> finish;
    private final List<Piece<W>> found = new ArrayList<>();
    private int taken;
    private int finished;
    private volatile int available;
    private volatile boolean begun;
    private volatile boolean complete;
    private volatile boolean failed;

    private static final class Piece<W> {
        private final W content;
        private volatile boolean done;

        private Piece(W content) {
            this.content = content;
        }
    }

    /** Work that {@code find} gives until there is none, what does a piece of it on any thread, and what finishes each on the thread that found it, in order. */
    public Pipeline(Supplier<Optional<W>> find, Consumer<W> work, Consumer<W> finish) {
        this.find = find;
        this.work = work;
        this.finish = finish;
    }

    /** Finds, does and finishes all work on {@code workers}. To be called once. After an exception some of it may be finished. */
    public void run(Workers workers) {
        workers.parallelFor(workers.threads(), part -> {
            try {
                if (part == 0) {
                    findAll();
                    finishAll();
                } else {
                    help();
                }
            } catch (Throwable e) {
                failed = true;
                throw e;
            }
        });
    }

    private void findAll() {
        begun = true;
        try {
            for (Optional<W> next = find.get(); next.isPresent(); next = find.get()) {
                synchronized (this) {
                    found.add(new Piece<>(next.get()));
                }
                available++;
            }
        } finally {
            complete = true;
        }
    }

    private void finishAll() {
        while (finished < available && !failed) {
            Piece<W> first = found.get(finished);
            if (first.done) {
                finish.accept(first.content);
                finished++;
            } else {
                take().ifPresentOrElse(this::doOne, Thread::onSpinWait);
            }
        }
    }

    private void help() {
        while (!failed) {
            // The part that finds may never begin, if the caller is interrupted: nobody waits for that.
            boolean last = complete || !hasBegun();
            if (available > taken) {
                take().ifPresent(this::doOne);
            } else if (last) {
                return;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void doOne(Piece<W> piece) {
        work.accept(piece.content);
        piece.done = true;
    }

    private boolean hasBegun() {
        for (int spins = 0; !begun && spins < LONGEST_WAIT; spins++) Thread.onSpinWait();
        return begun;
    }

    private synchronized Optional<Piece<W>> take() {
        return taken < found.size() ? Optional.of(found.get(taken++)) : Optional.empty();
    }
}
