package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagicOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-n100 x|100|x", "-n 100 x  y|100|x  y", "-qn5 -o x|5|x", "-q -- -x|none|-x", "x -n 5|none|x -n 5",
            "- x|none|- x", "--lazy -n 2 x|2|x", "-n 3|3|''"})
    void endWhereTheStatementBegins(String line, String loops, String rest) {
        var options = new MagicOptions(line, "n:r:qo", "lazy");
        assertEquals(loops, options.value("n").orElse("none"));
        assertEquals(rest, options.rest());
        assertEquals(rest, line.substring(options.restFrom()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-z 1|option -z not recognized (allowed: \"n:qo\", --check, --check=)",
            "-n|option -n requires argument (allowed: \"n:qo\", --check, --check=)",
            "-qz|option -z not recognized (allowed: \"n:qo\", --check, --check=)",
            "--chekc|option --chekc not recognized (allowed: \"n:qo\", --check, --check=)"})
    void errorsListWhatIsAllowed(String line, String message) {
        assertEquals(message, assertThrows(UsageError.class, () -> new MagicOptions(line, "n:qo", "check", "check=")).getMessage());
    }

    @Test
    void numbersAreChecked() {
        var options = new MagicOptions("-n x -r 0 -w 1.5 --check=0.1", "n:r:w:", "check", "check=");
        assertTrue(assertThrows(UsageError.class, () -> options.number("n", 0, 0)).getMessage().endsWith("not x"));
        assertTrue(assertThrows(UsageError.class, () -> options.whole("r", 1, 9, 7)).getMessage().endsWith("not below 1, not 0"));
        assertThrows(UsageError.class, () -> options.whole("w", 0, 9, 1));
        assertEquals(0.1, options.number("check", 0, 1));
        assertEquals(7, options.whole("q", 1, 9, 7));
    }
}
