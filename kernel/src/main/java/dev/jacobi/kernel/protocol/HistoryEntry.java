package dev.jacobi.kernel.protocol;

import java.util.Optional;

/** A cell that was run. {@code output} is the plain text of its value. */
public record HistoryEntry(int session, int line, String input, Optional<String> output) {}
