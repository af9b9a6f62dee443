package dev.jacobi.kernel.session;

import java.util.List;

/** What may stand in place of the text between two offsets of a cell, best first. */
public record Suggestions(List<Suggestion> items, int start, int end) {

    public Suggestions {
        items = List.copyOf(items);
    }

    static Suggestions none(int cursor) {
        return new Suggestions(List.of(), cursor, cursor);
    }
}
