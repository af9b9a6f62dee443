package dev.jacobi.engine.cpu.gemm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a processor's second-level cache holds. Only the order of work may depend on it. */
final class SecondLevelCache {

    /** Where Linux says it; other systems have no file for it. */
    private static final Path SIZE = Path.of("/sys/devices/system/cpu/cpu0/cache/index2/size");
    /** What most processors have at least, for where nothing says it. */
    private static final long PRESUMED = 1L << 19;

    static final long BYTES = bytes();

    private SecondLevelCache() {
    }

    private static long bytes() {
        try {
            return parsed(Files.readString(SIZE));
        } catch (IOException e) {
            return PRESUMED;
        }
    }

    /** The bytes that a text like {@code 512K} stands for. */
    static long parsed(String size) {
        String text = size.strip();
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 9 || !text.substring(digits).equals("K")) {
            return PRESUMED;
        }
        return Long.parseLong(text.substring(0, digits)) << 10;
    }
}
