package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecondLevelCacheTest {

    @Test
    void sizesAsLinuxWritesThem() {
        assertEquals(256L << 10, SecondLevelCache.parsed("256K\n"));
        assertEquals(2048L << 10, SecondLevelCache.parsed("2048K"));
    }

    @Test
    void whateverElseIsThereIsNoFailure() {
        for (String text : List.of("", "\n", "K", "512", "512M", "-1K", "99999999999999999999K")) {
            assertEquals(512L << 10, SecondLevelCache.parsed(text), text);
        }
        assertTrue(SecondLevelCache.BYTES > 0);
    }
}
