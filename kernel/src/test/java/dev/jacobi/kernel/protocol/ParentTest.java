package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParentTest {
    @Test
    void aKernelEndsWhenTheProcessIsGoneThatStartedItAlsoInTheMiddleOfACell() throws Exception {
        Process parent = new ProcessBuilder("sleep", "1000").start();
        try (KernelProcess kernel = new KernelProcess(Map.of("JPY_PARENT_PID", Long.toString(parent.pid())))) {
            assertEquals("2", kernel.value("1 + 1"));
            kernel.reach("System.out.println(\"reached\"); while (true) {}");
            parent.destroyForcibly();
            assertEquals(Optional.of(0), kernel.exitValue(20));
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void withoutAParentAnyMoreOrOneThatIsNoNumberItServes() throws Exception {
        for (String parent : new String[]{"999999999", "0", "none"}) {
            try (KernelProcess kernel = new KernelProcess(Map.of("JPY_PARENT_PID", parent))) {
                assertEquals("2", kernel.value("1 + 1"));
                assertTrue(kernel.isAlive());
            }
        }
    }
}
