package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemorySizesTest {

    @Test
    void readsUnits() {
        assertEquals(4L << 30, MemorySizes.parse("4g"));
        assertEquals(512L << 20, MemorySizes.parse(" 512M "));
        assertEquals(3L << 29, MemorySizes.parse("1.5 GiB"));
        assertEquals(10L << 10, MemorySizes.parse("10kb"));
        assertEquals(2L << 40, MemorySizes.parse("2t"));
        assertEquals(12345, MemorySizes.parse("12345"));
    }

    @Test
    void whatIsNoSizeIsNamed() {
        for (String text : new String[]{"", "four", "-1g", "4x", "g"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> MemorySizes.parse(text)).getMessage();
            assertTrue(message.contains("'" + text + "'") && message.contains("4g"), message);
        }
    }

    @Test
    void writesUnits() {
        assertEquals("0 bytes", MemorySizes.format(0));
        assertEquals("1023 bytes", MemorySizes.format(1023));
        assertEquals("1 KiB", MemorySizes.format(1024));
        assertEquals("1.5 MiB", MemorySizes.format(3L << 19));
        assertEquals("19.25 GiB", MemorySizes.format(77L << 28));
        assertEquals("100 MiB", MemorySizes.format(100L << 20));
    }

    @Test
    void theSystemPropertySetsTheLimitAndATypingErrorDoesNotBreakTheEngine() {
        String before = System.getProperty(MemorySizes.LIMIT_PROPERTY);
        try {
            System.clearProperty(MemorySizes.LIMIT_PROPERTY);
            long ofMachine = MemorySizes.defaultLimit();
            assertTrue(ofMachine > 256L << 20, "" + ofMachine);
            System.setProperty(MemorySizes.LIMIT_PROPERTY, "3g");
            assertEquals(3L << 30, MemorySizes.defaultLimit());
            System.setProperty(MemorySizes.LIMIT_PROPERTY, "3 horses");
            assertEquals(ofMachine, MemorySizes.defaultLimit());
        } finally {
            if (before == null) {
                System.clearProperty(MemorySizes.LIMIT_PROPERTY);
            } else {
                System.setProperty(MemorySizes.LIMIT_PROPERTY, before);
            }
        }
    }
}
