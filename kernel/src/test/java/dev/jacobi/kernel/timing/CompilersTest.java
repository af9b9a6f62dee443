package dev.jacobi.kernel.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CompilersTest {

    @Test
    void waitsUntilTheyAreThrough() throws Exception {
        AtomicLong asked = new AtomicLong();
        Compilers.awaitQuiet(() -> Math.min(10, asked.incrementAndGet()), () -> false);
        assertTrue(asked.get() > 11, "it was asked " + asked + " times and did not wait after the last change");
    }

    @Test
    void waitsForALongCompilation() throws Exception {
        AtomicLong asked = new AtomicLong();
        Compilers.awaitQuiet(() -> 0, () -> asked.incrementAndGet() < 5);
        assertEquals(5, asked.get());
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        AtomicLong spent = new AtomicLong();
        Compilers.awaitQuiet(spent::incrementAndGet, () -> false);
        assertTrue(spent.get() > 1);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Compilers.awaitQuiet(() -> 0, () -> false));
        assertFalse(Thread.interrupted());
    }
}
