package dev.jacobi.kernel.protocol;

/** The protocol counts Unicode code points, Java counts chars. */
final class Cursor {
    private Cursor() {}

    /** The char offset of a code point offset; one outside of the code is moved to its nearest end. */
    static int toChars(String code, int codePoints) {
        int length = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.clamp(codePoints, 0, length));
    }

    static int toCodePoints(String code, int chars) {
        return code.codePointCount(0, Math.clamp(chars, 0, code.length()));
    }
}
