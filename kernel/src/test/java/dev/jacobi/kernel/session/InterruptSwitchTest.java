package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A thread that was left behind costs later cells no speed while it waits, and dies when it comes back to code of a cell. */
class InterruptSwitchTest {
    private final InterruptSwitch interrupts = new InterruptSwitch();

    @Test
    void aThreadLeftBehindIsStoppedWhenItWakes() throws Exception {
        MethodHandle free = interrupts.site().getTarget();
        MethodHandle pass = interrupts.site().dynamicInvoker();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread stuck = Thread.ofPlatform().daemon().start(() -> {
                try {
                    try {
                        server.accept();
                    } catch (java.io.IOException closed) {
                        // and on, as a cell that retries
                    }
                    while (true) pass.invokeExact();
                } catch (Throwable t) {
                    end.complete(t);
                }
            });
            await(() -> InterruptSwitch.waitsForIo(stuck));
            interrupts.arm(stuck);
            interrupts.stop();
            assertNotSame(free, interrupts.site().getTarget());
            interrupts.abandon(stuck);
            interrupts.arm(Thread.currentThread());
            assertSame(free, interrupts.site().getTarget(), "it waits, so loops run free");
        }
        assertInstanceOf(CellInterruptedError.class, end.get(20, TimeUnit.SECONDS));
        await(() -> interrupts.site().getTarget() == free);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < end) Thread.sleep(5);
        assertSame(true, condition.getAsBoolean());
    }
}
