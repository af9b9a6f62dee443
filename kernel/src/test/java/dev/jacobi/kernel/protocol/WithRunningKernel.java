package dev.jacobi.kernel.protocol;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests each of which has a kernel with a scripted interpreter, and a front end, of its own. */
abstract class WithRunningKernel {
    RunningKernel kernel;
    TestClient client;

    @BeforeEach
    final void startKernel() throws Exception {
        kernel = new RunningKernel();
        client = kernel.client;
    }

    @AfterEach
    final void stopKernel() {
        kernel.close();
    }
}
