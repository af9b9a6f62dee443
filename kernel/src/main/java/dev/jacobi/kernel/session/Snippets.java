package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The text of a cell cut into the snippets that JShell takes one at a time.
 *
 * @param complete
 *            those that are over
 * @param last
 *            the text after them
 * @param state
 *            what JShell says of the last
 */
record Snippets(List<CellText> complete, CellText last, Completeness state) {

    static Snippets of(CellText cell, SourceCodeAnalysis analysis) {
        List<CellText> complete = new ArrayList<>();
        CellText rest = cell;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest.text());
            if (info.remaining() == null || info.remaining().isEmpty() || !info.completeness().isComplete()) {
                return new Snippets(complete, rest, info.completeness());
            }
            int used = rest.length() - info.remaining().length();
            complete.add(rest.part(0, used));
            rest = rest.part(used, rest.length());
        }
    }
}
