package dev.jacobi.engine.cpu.threads;

import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work that is found piece by piece on one thread while other threads do what has been found; when all is found, that thread helps, and finishes what is done.
 * So what only one thread can do well (to walk and to change objects that it has made) costs the others no time.
 *
 * <p>Nobody is waited for in vain: a piece whose thread the system has put aside, which takes it milliseconds to come back to, is done once more by the thread
 * that wants it. So work must give the same however often it is done.
 *
 * @param <W> a piece of work
 * @param <R> what doing it gives
 */
public final class Pipeline<W, R> {
    /** In nanoseconds; a piece that takes longer is waited for as long as others took. */
    private static final long SHORTEST_WAIT = 30_000;

    private final Supplier<Optional<W>> find;
    private final Function<W, R> work;
    private final BiConsumer<W, R> finish;
    private final Queue<Piece<W, R>> open = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Piece<W, R>> unfinished = new ArrayDeque<>();
    private long longest = SHORTEST_WAIT;
    private volatile boolean helped;
    private volatile boolean complete;

    private static final class Piece<W, R> {
        private final W content;
        private volatile Optional<R> result = Optional.empty();

        private Piece(W content) {
            this.content = content;
        }
    }

    /** Work that {@code find} gives until there is none, what does a piece of it on any thread, and what finishes each on the thread that found it, in order. */
    public Pipeline(Supplier<Optional<W>> find, Function<W, R> work, BiConsumer<W, R> finish) {
        this.find = find;
        this.work = work;
        this.finish = finish;
    }

    /**
     * Finds, does and finishes all work on {@code workers}. To be called once. After an exception some of it may be finished.
     *
     * @throws EvaluationInterruptedException if the calling thread is interrupted
     */
    public void run(Workers workers) {
        workers.assisted(this::runAll, this::help);
    }

    private void runAll() {
        try {
            EvaluationInterruptedException.check(Thread.currentThread());
            for (Optional<W> next = find.get(); next.isPresent(); next = find.get()) {
                Piece<W, R> piece = new Piece<>(next.get());
                unfinished.add(piece);
                open.add(piece);
                // Alone, a piece is done while what was found is in the cache. What is done is finished soon for the same reason.
                if (!helped) doNext();
                finishDone();
            }
            complete = true;
            while (!unfinished.isEmpty()) {
                if (!doNext()) await(unfinished.peek());
                finishDone();
            }
        } finally {
            complete = true;
            open.clear();
        }
    }

    private boolean doNext() {
        Piece<W, R> piece = open.poll();
        if (piece == null) return false;
        doHere(piece);
        return true;
    }

    private void doHere(Piece<W, R> piece) {
        EvaluationInterruptedException.check(Thread.currentThread());
        long start = System.nanoTime();
        piece.result = Optional.of(work.apply(piece.content));
        longest = Math.max(longest, System.nanoTime() - start);
    }

    private void finishDone() {
        for (Piece<W, R> first = unfinished.peek(); first != null; first = unfinished.peek()) {
            Optional<R> result = first.result;
            if (result.isEmpty()) return;
            unfinished.remove();
            finish.accept(first.content, result.get());
        }
    }

    /** Waits until {@code piece} is done, by its thread or by this one. */
    private void await(Piece<W, R> piece) {
        for (long start = System.nanoTime(); piece.result.isEmpty();) {
            if (System.nanoTime() - start > longest) doHere(piece);
            else
                Thread.onSpinWait();
        }
    }

    private void help() {
        helped = true;
        while (true) {
            // Asked before the queue: after it is complete nothing is added.
            boolean last = complete;
            Piece<W, R> piece = open.poll();
            // What can't be done here is done once more by the thread that waits for it, where the exception belongs.
            if (piece != null) piece.result = Optional.of(work.apply(piece.content));
            else if (last) return;
            else
                Thread.onSpinWait();
        }
    }
}
