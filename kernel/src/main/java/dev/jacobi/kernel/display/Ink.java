package dev.jacobi.kernel.display;

/** Colours that are legible on a light and on a dark page: a picture can't know which it is on. */
final class Ink {
    static final int GREY = 0x7f8c97;
    static final String GREY_TEXT = "#7f8c97", BLUE = "#3f8fd8", ORANGE = "#e8862e";

    private Ink() {}
}
