package dev.jacobi.kernel.display;

/** What a cell of a map tells of the block of elements that it stands for, where an array is too large for a cell each. */
public enum Overview {
    /** Their mean. */
    MEANS("mean"),
    /** The element that is farthest from 0, with its sign; NaN only if there is nothing else. One spike among thousands is seen. */
    LARGEST("largest magnitude");

    private final String words;

    Overview(String words) { this.words = words; }

    String words() { return words; }
}
