package dev.jacobi.kernel.magic.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resolution from a repository of files that the test writes; nothing is fetched from a network. */
class MavenLibrariesTest {
    @TempDir
    private Path directory;
    private MavenLibraries libraries;

    @BeforeEach
    void open() throws IOException {
        publish("base", "1.0", "", true);
        publish("base", "2.0", "", false);
        publish("top", "1.0",
                "<dependencies><dependency><groupId>lab</groupId><artifactId>base</artifactId><version>1.0</version></dependency>"
                        + "<dependency><groupId>lab</groupId><artifactId>gone</artifactId><version>1</version><scope>test</scope></dependency></dependencies>",
                false);
        publish("parent", "5", "<packaging>pom</packaging><properties><base.version>2.0</base.version></properties>", false);
        libraries = new MavenLibraries(Optional.of(directory.resolve("local")), false);
        libraries.addRepository("lab", directory.resolve("remote").toUri().toString());
    }

    @AfterEach
    void close() { libraries.close(); }

    private void publish(String artifact, String version, String more, boolean sources) throws IOException {
        Path at = Files.createDirectories(directory.resolve("remote").resolve("lab").resolve(artifact).resolve(version));
        String name = artifact + "-" + version;
        Files.writeString(at.resolve(name + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version>" + more + "</project>");
        jar(at.resolve(name + ".jar"));
        if (sources) jar(at.resolve(name + "-sources.jar"));
    }

    private static void jar(Path file) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry("readme.txt"));
            jar.closeEntry();
        }
    }

    private static List<String> names(List<MavenLibraries.Library> found) {
        return found.stream().map(l -> l.file().getFileName().toString()).sorted().toList();
    }

    @Test
    void whatALibraryNeedsComesWithIt() throws Exception {
        List<MavenLibraries.Library> found = libraries.resolve(List.of("lab:top:1.0"));
        assertEquals(List.of("base-1.0.jar", "top-1.0.jar"), names(found));
        assertTrue(found.stream().allMatch(l -> l.file().startsWith(directory.resolve("local"))), found::toString);
        assertEquals(List.of("base-2.0.jar", "top-1.0.jar"), names(libraries.resolve(List.of("lab:top:1.0", "lab:base:2.0"))));
    }

    @Test
    void whatIsInTheLocalRepositoryNeedsNoOther() throws Exception {
        libraries.resolve(List.of("lab:top:1.0"));
        try (var offline = new MavenLibraries(Optional.of(directory.resolve("local")), true)) {
            offline.addRepository("lab", directory.resolve("remote").toUri().toString());
            assertEquals(List.of("base-1.0.jar", "top-1.0.jar"), names(offline.resolve(List.of("lab:top:1.0"))));
            var e = assertThrows(MavenResolutionException.class, () -> offline.resolve(List.of("lab:unknown:1")));
            assertTrue(e.getMessage().contains("lab:unknown"), e::getMessage);
        }
    }

    @Test
    void sourcesAreFoundWhereThereAreAny() throws Exception {
        assertTrue(libraries.sources(libraries.resolve(List.of("lab:base:1.0")).getFirst()).isPresent());
    }

    @Test
    void partsOfAPomWillDo() throws Exception {
        String bare = "<dependency><groupId>lab</groupId><artifactId>base</artifactId><version>1.0</version></dependency>\n";
        assertEquals(List.of("base-1.0.jar"), names(libraries.resolvePom(bare, Set.of("compile"))));
        assertEquals(List.of("base-1.0.jar"), names(libraries.resolvePom("<dependencies>" + bare + "</dependencies>", Set.of("compile"))));
        assertEquals(List.of(),
                libraries.resolvePom(bare.replace("</version>", "</version><scope>test</scope>"), Set.of("compile", "runtime")));
        assertThrows(MavenResolutionException.class, () -> libraries.resolvePom("<dependency>", Set.of("compile")));
    }

    @Test
    void aWholePomMayHaveAParent() throws Exception {
        String pom = """
                <?xml version="1.0"?>
                <project><modelVersion>4.0.0</modelVersion>
                  <parent><groupId>lab</groupId><artifactId>parent</artifactId><version>5</version></parent><artifactId>mine</artifactId>
                  <dependencies><dependency><groupId>lab</groupId><artifactId>base</artifactId><version>${base.version}</version></dependency></dependencies>
                </project>""";
        assertEquals(List.of("base-2.0.jar"), names(libraries.resolvePom(pom, Set.of("compile"))));
    }

    @Test
    void badCoordinatesAreTold() {
        var e = assertThrows(MavenResolutionException.class, () -> libraries.resolve(List.of("nonsense")));
        assertEquals("nonsense is not of the form group:artifact:version", e.getMessage());
    }
}
