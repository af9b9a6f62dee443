package dev.jacobi.kernel.session;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share one session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithCells {
    Cells cells;

    @BeforeAll
    final void openCells() { cells = Cells.plain(); }

    @AfterAll
    final void closeCells() { cells.close(); }
}
