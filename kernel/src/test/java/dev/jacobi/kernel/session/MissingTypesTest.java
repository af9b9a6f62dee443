package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that a session has seen and does not have spoils nothing: JShell alone gives each {@code var} the type Object then, and documents nothing. */
class MissingTypesTest {
    @ParameterizedTest
    @ValueSource(strings = {"class Wrong { int x = \"a\"; }", "record Wrong(Nope n) {}", "class Wrong extends Nope {}",
            "interface Wrong { int x() { return 1; } }", "enum Wrong { A; int x = \"a\"; }"})
    void thatDoNotCompile(String code) {
        try (Cells cells = Cells.plain()) {
            cells.error(code + "\nnew Wrong()");
            assertNothingIsSpoilt(cells);
            cells.ok("record Wrong(int n) {}");
            assertEquals(3, cells.value("new Wrong(3).n()"));
            assertNothingIsSpoilt(cells);
        }
    }

    @Test
    void thatWereReplacedByOthers() {
        try (Cells cells = Cells.plain()) {
            cells.ok("class Old { int x = 1; }\nvar old = new Old();");
            cells.ok("interface Old { int y(); }");
            assertNothingIsSpoilt(cells);
        }
    }

    @Test
    void thatWereCompletedOnly() {
        try (Cells cells = Cells.plain()) {
            cells.session.complete("class Half { int x; }\nMath.si", 29);
            assertNothingIsSpoilt(cells);
        }
    }

    @Test
    void thatWereRehearsedOnly() throws InterruptedException {
        try (Cells cells = Cells.plain()) {
            assertTrue(cells.session.warmUp(List.of("class Rehearsed { int x; }"), List.of()).join(Duration.ofSeconds(30)));
            assertNothingIsSpoilt(cells);
        }
    }

    private static void assertNothingIsSpoilt(Cells cells) {
        cells.ok("var name = Math.class.getName();");
        assertEquals("String", cells.session.variable("name").orElseThrow().typeName());
        assertTrue(cells.session.inspect("Math.sin", 8, false).isPresent());
        assertEquals(14, cells.value("name.length()"));
    }
}
