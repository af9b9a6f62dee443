package dev.jacobi.engine.memory;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as text, and what the machine has. */
final class MemorySizes {

    static final String LIMIT_PROPERTY = "jacobi.memory.limit";

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(?:([kmgt])(?:i?b)?|b)?");
    private static final String UNITS = "kmgt";
    private static final double SHARE_OF_MACHINE = 0.8;

    private MemorySizes() {
    }

    /** Reads {@code 4g}, {@code 1.5 GiB}, {@code 512m} or a number of bytes; units are powers of 1024. */
    static long parse(String text) {
        Matcher m = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("[memory] not a size: '" + text
                    + "'; needed a number with an optional unit k, m, g or t, such as 4g or 512m");
        }
        int power = m.group(2) == null ? 0 : UNITS.indexOf(m.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power));
        return bytes.min(BigDecimal.valueOf(SizeClass.LARGEST)).longValue();
    }

    static String format(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        int power = Math.min(UNITS.length(), (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        String number = String.format(Locale.ROOT, "%.2f", bytes / (double) (1L << 10 * power));
        return number.replaceFirst("\\.?0+$", "") + " " + Character.toUpperCase(UNITS.charAt(power - 1)) + "iB";
    }

    /** The limit that the system property names, or else 80 % of the memory of the machine or container. */
    static long defaultLimit() {
        String asked = System.getProperty(LIMIT_PROPERTY);
        if (asked != null) {
            try {
                return parse(asked);
            } catch (IllegalArgumentException e) {
                // A typing error on a command line must not make the engine unusable.
                System.getLogger(Memory.class.getName()).log(System.Logger.Level.WARNING,
                        "-D" + LIMIT_PROPERTY + " is ignored: " + e.getMessage());
            }
        }
        return (long) (SHARE_OF_MACHINE * physical());
    }

    private static long physical() {
        if (ManagementFactory
                .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine) {
            return machine.getTotalMemorySize();
        }
        // A JVM without that bean sizes its heap by the machine as well: a quarter of it, unless told otherwise.
        return Runtime.getRuntime().maxMemory() * 4;
    }
}
