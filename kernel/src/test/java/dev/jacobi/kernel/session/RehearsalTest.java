package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is compiled in advance never runs, and nobody sees a trace of it; cells come through while it goes on. */
    @Test
    void leavesNothingBehind() throws InterruptedException {
        try (Cells cells = Cells.plain()) {
            List<String> imports = cells.session.imports();
            System.clearProperty("rehearsed");
            Thread rehearsal = cells.session
                    .warmUp(List.of("int leftover = 1;", "System.setProperty(\"rehearsed\", \"\")", "1 + 1", "nonsense(",
                            "class Leftover { }", "import java.math.*;", "int leftOver() { return 1; }"), List.of());
            for (int i = 0; i < 5; i++) {
                assertEquals(i + 1, cells.value("1 + " + i));
                Thread.sleep(100);
            }
            assertTrue(rehearsal.join(PATIENCE));
            for (String name : List.of("leftover", "new Leftover()", "leftOver()", "BigInteger.ONE")) {
                assertEquals(CellError.Kind.COMPILATION, cells.error(name).kind(), name);
            }
            assertEquals(List.of(), cells.session.variables());
            assertEquals(imports, cells.session.imports());
            assertFalse(System.getProperties().containsKey("rehearsed"));
            assertEquals(12, cells.value("int leftover = 5; int leftOver() { return 7; } leftover + leftOver()"));
        }
    }

    /** A cell that came during one piece runs before the next. */
    @Test
    void cellsThatWaitGoFirst() throws InterruptedException {
        var cells = new ReentrantLock(true);
        var seen = new ConcurrentLinkedQueue<String>();
        var cell = new Thread(() -> {
            cells.lock();
            try {
                seen.add("cell");
            } finally {
                cells.unlock();
            }
        });
        var pieces = new AbstractList<String>() {
            @Override
            public String get(int index) {
                seen.add("piece");
                if (cell.getState() == Thread.State.NEW) {
                    cell.start();
                    while (!cells.hasQueuedThread(cell)) Thread.onSpinWait();
                }
                return "1 + 1";
            }

            @Override
            public int size() { return 1; }
        };
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            Thread rehearsal = Rehearsal.begin(shell, cells, new ReentrantLock(true), () -> Long.MAX_VALUE, pieces, List.of());
            assertTrue(rehearsal.join(PATIENCE));
        }
        assertEquals(List.of("piece", "cell", "piece"), List.copyOf(seen).subList(0, 3));
    }

    /** Nobody's cell runs meanwhile, and each runs once. */
    @Test
    void runsOtherPiecesOnceBetweenTheCode() throws InterruptedException {
        var cells = new ReentrantLock(true);
        var seen = new ConcurrentLinkedQueue<String>();
        var code = new AbstractList<String>() {
            @Override
            public String get(int index) {
                seen.add("code");
                return "1 + 1";
            }

            @Override
            public int size() { return 2; }
        };
        Runnable other = () -> seen.add(cells.isHeldByCurrentThread() ? "other" : "beside a cell");
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            Thread rehearsal = Rehearsal.begin(shell, cells, new ReentrantLock(true), () -> Long.MAX_VALUE, code, List.of(other, other));
            assertTrue(rehearsal.join(PATIENCE));
        }
        assertEquals(List.of("code", "code", "other", "code", "code", "other", "code"), List.copyOf(seen).subList(0, 7));
        assertEquals(2, seen.stream().filter(s -> !s.equals("code")).count());
    }

    @Test
    void endsWithTheSession() throws InterruptedException {
        Thread rehearsal;
        try (Cells cells = Cells.plain()) {
            rehearsal = cells.session.warmUp(List.of("1 + 1"), List.of());
        }
        assertTrue(rehearsal.join(PATIENCE));
    }
}
