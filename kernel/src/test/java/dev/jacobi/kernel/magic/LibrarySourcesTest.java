package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that cells bring are documented if their sources are to be had. */
class LibrarySourcesTest {
    private static final String SOURCE = """
            package lab;

            /** Lengths. */
            public class Units {
                /** Miles as kilometres. */
                public static double kilometres(double miles) { return miles * 1.609344; }
            }
            """;
    @TempDir
    private Path directory;

    private Path publish() throws IOException {
        Path source = Files.createDirectories(directory.resolve("lab")).resolve("Units.java");
        Files.writeString(source, SOURCE);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", directory.toString(), source.toString()));
        Path home = Files.createDirectories(directory.resolve("remote/lab/units/1.0"));
        Files.writeString(home.resolve("units-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>units</artifactId>"
                        + "<version>1.0</version></project>");
        jar(home.resolve("units-1.0.jar"), "lab/Units.class");
        jar(home.resolve("units-1.0-sources.jar"), "lab/Units.java");
        return home;
    }

    private void jar(Path file, String entry) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Files.readAllBytes(directory.resolve(entry)));
        }
    }

    private static void assertDocumented(Notebooks nb) {
        String code = "lab.Units.kilometres(";
        assertTrue(nb.session.inspect(code, code.length(), false).orElseThrow().text().contains("Miles as kilometres."));
    }

    @Test
    void ofAMavenRepository() throws IOException {
        publish();
        try (Notebooks nb = new Notebooks()) {
            nb.ok("%mavenRepo lab " + directory.resolve("remote").toUri());
            nb.ok("%maven --local=" + directory.resolve("local") + " lab:units:1.0");
            assertTrue(Files.notExists(directory.resolve("local/lab/units/1.0/units-1.0-sources.jar")), "fetched before anybody asked");
            assertDocumented(nb);
        }
    }

    @Test
    void besideAJar() throws IOException {
        Path home = publish();
        try (Notebooks nb = new Notebooks()) {
            nb.ok("%jars " + home.resolve("units-1.0.jar"));
            assertDocumented(nb);
        }
    }
}
