package dev.jacobi.kernel.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comments by the signatures that JShell prints. */
class SourcesTest {
    @TempDir
    private Path directory;
    private final Sources sources = new Sources();

    @BeforeEach
    void write() throws IOException {
        Path at = Files.createDirectories(directory.resolve("sources/lab/units"));
        Files.writeString(at.resolve("Units.java"),
                """
                        package lab.units;

                        import not.there.Anything;

                        /** Lengths.
                         *
                         * @param <T> of what */
                        public class Units<T extends Comparable<T>> implements Measure<T> {
                            /** How many. */
                            public static final int COUNT = 3;

                            /** None. */
                            public Units() {}

                            public Units(int n) {}

                            /** One. */
                            public double miles(double km) { return km; }

                            /** Many, {@code a < b}. */
                            public static <K> List<K> miles(java.util.Map<String, ? extends K> of, final @Deprecated int[] at, Anything... more) { return null; }

                            @Override
                            public void measure(T what) { class Inside { /** hidden */ int x; } }

                            /** A kind. */
                            public enum Kind {
                                /** The first. */
                                ONE,
                                TWO
                            }

                            /** A pair.
                             * @param x one */
                            public record Pair(double x, int[] y) {}
                        }
                        """);
        Files.writeString(at.resolve("Measure.java"), """
                package lab.units;

                /// Measures with `a <tape>`.
                ///
                /// See [Units].
                public interface Measure<T> {
                    /** Measures it. */
                    void measure(T what);
                }
                """);
        Files.createDirectories(directory.resolve("sources/other"));
        Files.writeString(directory.resolve("sources/other/Units.java"),
                "package other; public class Units { /** Others. */ public void miles() {} }");
        SourceArchive archive = SourceArchive.of(directory, "sources");
        sources.add(name -> List.of(archive));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
            "lab.units.Units<T extends Comparable<T>> | 'Lengths.\n\n @param <T> of what'", "Units<T>.COUNT:int | How many.",
            "Units<T>() | None.",
            "Units<T>(int n) | ''", "double Units<T>.miles(double km) | One.",
            "List<K> Units<T>.<K>miles(Map<String, ? extends K> of, int[] at, not.there.Anything... more) | Many, {@code a < b}.",
            "void Units<T>.measure(T what) | Measures it.", "Units.Kind | A kind.", "Units.Kind.ONE | The first.", "Units.Kind.TWO | ''",
            "Units.Pair(double x, int[] y) | 'A pair.\n @param x one'", "void Units.miles() | Others.",
            "void other.Units.miles() | Others.",
            "void lab.units.Units.miles() | ''", "Measure<T> | 'Measures with {@code a <tape>}.\n<p>\nSee {@code Units}.'", "x:int | ''",
            "Gone.method(int a) | ''"})
    void isFound(String signature, String comment) { assertEquals(comment, sources.comment(signature)); }

    @Test
    void aJarThatIsGoneHasNoComments() {
        Sources none = new Sources();
        none.add(name -> List.of(SourceArchive.of(directory.resolve("gone.jar"))));
        assertEquals("", none.comment("void Units.miles()"));
    }
}
