package dev.jacobi.engine.progress;

/** Where loops show how far they are. */
@FunctionalInterface
public interface ProgressDisplay {

    /** What one loop is shown by: called with its state again and again, each in place of the one before. */
    @FunctionalInterface
    interface Bar {
        void show(ProgressState state);
    }

    /** Begins a new bar: of the calling thread, within those it has begun and not ended. */
    Bar open();

    /** A line of a terminal that is written over, on {@code System.err}. */
    static ProgressDisplay terminal() {
        return () -> {
            int[] width = {0};
            return state -> {
                String text = state.text();
                System.err.print(
                        "\r" + text + " ".repeat(Math.max(0, width[0] - text.length())) + (state.over() ? System.lineSeparator() : ""));
                System.err.flush();
                width[0] = text.length();
            };
        };
    }
}
