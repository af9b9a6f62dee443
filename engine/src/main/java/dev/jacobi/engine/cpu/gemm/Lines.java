package dev.jacobi.engine.cpu.gemm;

/**
 * A matrix A whose rows come in lines, along which they lie evenly, and whose depth lies in segments of neighbours: what a convolution sees of its input, where
 * rows overlap. Any thread may call.
 */
public interface Lines {

    /** How many lines. */
    int count();

    /** Rows of a line, at least 1. */
    int rows(int line);

    /** The place of a line's first row among all rows: the others follow it. */
    int firstRow(int line);

    /** Bytes from one row of a line to the next: not negative, and at most {@code Integer.MAX_VALUE / 8}. */
    long rowStride();

    /** Segments of a row. */
    int segments();

    /** Elements of a segment, at most {@link #DEEPEST}. */
    int segmentDepth();

    /** The largest {@link #segmentDepth}. */
    int DEEPEST = LineProduct.MAX_DEPTH;

    /** For how many calls, the last one among them, what a {@link Reader} found holds. If more than one, all lines have as many rows, and follow each other. */
    int together();

    /** Bytes of work space that a {@link Reader} needs. */
    long readerBytes();

    /** What one thread finds lines with, as long as nobody else uses {@link #readerBytes} bytes of memory at an address. */
    Reader reader(long address);

    /** Finds lines for one thread. */
    interface Reader {

        /** Writes the addresses of segments {@code from..to-1} of the first row of a line one after another to {@code table}. They hold as {@link Lines#together} says. */
        void find(int line, int from, int to, long table);
    }
}
