package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellFailure;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * One call of a magic.
 *
 * @param part where it stands
 * @param text the text of the whole cell
 * @param cell the cell's number
 * @param magics all magics, for those that run others
 * @param wanted whether the value is wanted although it is for no variable
 */
record MagicCall(CellPart.Call part, String text, int cell, Session session, Frontend frontend, Magics magics, boolean wanted) {

    /** The rest of its line. */
    String line() { return text.substring(part.line(), part.lineEnd()); }

    /** What follows its line, for a cell magic. */
    String body() { return text.substring(part.body(), part.end()); }

    /** The file of that name, from the directory of {@code %cd}. */
    Path file(String name) { return magics.directory().file(name); }

    boolean wholeCell() { return part.wholeCell(); }

    /** Whether a variable takes the value, or the code that called. */
    boolean assigned() { return wanted || part.target().isPresent(); }

    /** Prints a line. */
    void print(String line) { frontend.stream(StreamName.STDOUT, line + "\n"); }

    /** Runs Java that stands in this cell. */
    CellResult run(EmbeddedJava java) { return session.run(cell, java, frontend::interrupted); }

    /** Runs code of the kernel's that works on the objects of cells, where it can be interrupted. */
    <T> T attend(Callable<T> code) throws CellFailure {
        return session.attend(cell, frontend::interrupted, code);
    }

    /** Runs Java of the kernel itself. */
    CellResult runOwn(String code) { return session.run(0, code); }
}
