package dev.jacobi.kernel.protocol;

import java.util.List;

/** What may stand in place of {@code code.substring(start, end)}, best first. */
public record Completion(List<CompletionItem> items, int start, int end) {
    public Completion {
        items = List.copyOf(items);
    }

    public static Completion none(int cursor) {
        return new Completion(List.of(), cursor, cursor);
    }
}
