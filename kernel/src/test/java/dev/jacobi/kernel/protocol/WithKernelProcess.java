package dev.jacobi.kernel.protocol;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share one kernel in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithKernelProcess {
    private final String heap;
    KernelProcess kernel;

    /** {@code heap}: the option for its size. */
    WithKernelProcess(String heap) {
        this.heap = heap;
    }

    @BeforeAll
    final void startKernel() throws IOException { kernel = new KernelProcess(heap); }

    @AfterAll
    final void stopKernel() throws IOException { kernel.close(); }
}
