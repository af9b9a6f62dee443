package dev.jacobi.kernel.magic;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share one notebook, since one takes a second to begin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithNotebook {
    Notebooks nb;

    @BeforeAll
    void openNotebook() { nb = new Notebooks(); }

    @AfterAll
    void closeNotebook() { nb.close(); }
}
