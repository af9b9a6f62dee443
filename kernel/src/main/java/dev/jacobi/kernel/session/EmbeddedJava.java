package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Java that stands somewhere in a cell, with code around it that its author does not see: what runs a part of a cell in a loop, for example. Errors
 * are shown in the cell, at the author's line and column.
 *
 * @param cell
 *            the whole cell
 * @param pieces
 *            the parts that are Java, in their order; everything else of the cell is not looked at
 */
public record EmbeddedJava(String cell, List<Piece> pieces) {

    /**
     * A range of the cell, and code before and behind it, which must not have line breaks.
     */
    public record Piece(int from, int to, String before, String after) {
        public Piece {
            if (from < 0 || to < from || before.indexOf('\n') >= 0 || after.indexOf('\n') >= 0) {
                throw new IllegalArgumentException(
                        "[session] a piece of a cell from " + from + " to " + to + " with code of one line around it");
            }
        }
    }

    public EmbeddedJava {
        pieces = pieces.stream().sorted(Comparator.comparingInt(Piece::from)).toList();
    }

    /** A range of a cell as it stands. */
    public static EmbeddedJava range(String cell, int from, int to) {
        return new EmbeddedJava(cell, List.of(new Piece(from, to, "", "")));
    }

    /** The text for the compiler, which still knows where it comes from; {@code toJava} is the step from a cell's language to Java. */
    CellText text(Function<String, CellText> toJava) {
        CellText text = toJava.apply(blanked());
        for (Piece piece : pieces.reversed()) {
            int from = text.edited(piece.from());
            int to = piece.to() == piece.from() ? from : Math.max(from, text.edited(piece.to()));
            text.insert(to, piece.after());
            text.insert(from, piece.before());
        }
        return text;
    }

    /** The cell with everything blank that is not in a piece; all lines and columns stay. */
    private String blanked() {
        StringBuilder kept = new StringBuilder(cell);
        int at = 0;
        for (Piece piece : pieces) {
            blank(kept, at, piece.from());
            at = piece.to();
        }
        blank(kept, at, cell.length());
        return kept.toString();
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
