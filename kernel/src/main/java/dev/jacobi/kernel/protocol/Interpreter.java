package dev.jacobi.kernel.protocol;

import java.util.Optional;

/**
 * The language behind a kernel.
 *
 * <p>All positions in code are Java {@code char} offsets; the protocol's code points are converted before and after. Every method but
 * {@link #interrupt}, {@link #kernelInfo} and {@link #close} is called on the thread that runs cells, one call at a time, or, when the
 * front end made subshells, on the subshell's thread beside it: an interpreter that can't run two cells at once locks.
 *
 * <p>Whatever these methods throw becomes an error reply; it never ends the kernel.
 */
public interface Interpreter extends AutoCloseable {

    /** Who this kernel is; asked for each {@code kernel_info_request}, from any thread, so it must be quick. */
    KernelInfo kernelInfo();

    /**
     * Called once, before the first request, on the thread that will run the cells. The front end given here is the one to install
     * globally: what is called on it goes to the cell that the calling thread belongs to.
     */
    default void start(Frontend ambient) {}

    /** Runs a cell. The front end belongs to this cell, on whatever thread it is used and however late. */
    ExecuteResult execute(ExecuteRequest request, Frontend frontend);

    /** Evaluates one of a request's {@code user_expressions}, after its code has run without error. */
    ExecuteResult evaluate(String expression, Frontend frontend);

    /** How printed text reads to the person. Called from any thread, also while one prints; must neither fail nor print. */
    default String shown(String printed) {
        return printed;
    }

    Completion complete(String code, int cursor);

    /** What is known about the name at the cursor; {@code detailLevel} 0 is a summary, 1 asks for more, such as the source. */
    Optional<MimeBundle> inspect(String code, int cursor, int detailLevel);

    CompleteStatus isComplete(String code);

    /**
     * Stops what {@link #execute} or {@link #evaluate} is running, which should return a {@link ExecuteResult.Failure} soon. Called from
     * another thread, only while one of the two is under way as far as the server knows. So it may come a moment too late, and an
     * execution begins by forgetting an earlier interrupt; or too early, so right after that it asks {@link Frontend#interrupted}.
     * Must not block.
     */
    void interrupt();

    /** The kernel shuts down: release what should not wait for the end of the process. Has about 100 ms. */
    @Override
    void close();
}
