package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * What running code may ask of the notebook. Any thread may call it, also long after its cell has ended.
 *
 * <p>The one handed to {@link Interpreter#execute} belongs to that cell. The one of {@link KernelServer#frontend} (also handed to
 * {@link Interpreter#start}) looks at the calling thread: a thread belongs to the cell that made it, a thread of no cell (a worker of
 * the common pool, say) to the cell that runs now, or ran last.
 *
 * <p>Text is collected for a few milliseconds; its order with everything else that is shown is kept.
 */
public interface Frontend {

    void stream(StreamName stream, CharSequence text);

    /** Shows a bundle. */
    void display(MimeBundle bundle);

    /** Shows a bundle that {@link #updateDisplay} can replace later. */
    void display(MimeBundle bundle, String displayId);

    /** Replaces every output that was shown under this id, in whichever cell. */
    void updateDisplay(MimeBundle bundle, String displayId);

    /** Empties the cell's output; with {@code wait} only when the next output arrives, so that an animation does not flicker. */
    void clearOutput(boolean wait);

    /**
     * Asks the person for a line of text, and waits for it.
     *
     * @throws StdinNotAllowedException if this front end takes no input
     * @throws java.io.InterruptedIOException if the cell was interrupted meanwhile
     */
    String input(String prompt, boolean password) throws IOException;

    /** Adds to the reply what only the front end can do: {@code page}, {@code set_next_input}, {@code edit_magic}, {@code ask_exit}. */
    void payload(ObjectNode payload);

    /** Two-way messages with code in the front end: widgets. */
    Comms comms();

    /** The cells so far, oldest first. */
    List<HistoryEntry> history();

    /** Whether the person has asked for this cell to be interrupted; a front end that can't ask says no. */
    default boolean interrupted() {
        return false;
    }

    /** The task, with its output attributed to the cell that calls this: for threads that serve many cells. */
    Runnable attributed(Runnable task);

    /** Sends collected text now. */
    void flush();
}
