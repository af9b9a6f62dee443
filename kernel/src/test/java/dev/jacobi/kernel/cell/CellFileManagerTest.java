package dev.jacobi.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.StreamSupport;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What javac is told of a jar that is indexed is what its own file manager would say. */
class CellFileManagerTest {
    private static final Set<JavaFileObject.Kind> CLASSES = Set.of(JavaFileObject.Kind.CLASS);

    @TempDir
    Path folder;
    private Path jar;
    private Path other;
    private StandardJavaFileManager javac;
    private CellFileManager indexed;

    @BeforeEach
    void jars() throws IOException {
        jar = folder.resolve("kernel.jar");
        Map<String, String> entries = new LinkedHashMap<>();
        for (String name : List.of("Root.class", "a/A.class", "a/A$B.class", "a/readme.txt", "a/b/C.class", "META-INF/versions/9/a/A.class",
                "META-INF/versions/11/a/New.class", "META-INF/versions/99/a/A.class", "META-INF/versions/99/a/Future.class")) {
            entries.put(name, name);
        }
        write(jar, entries);
        other = folder.resolve("other.jar");
        write(other, Map.of("a/Other.class", "other", "c/D.class", "d"));
        javac = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        assertTrue(javac.handleOption("--multi-release", List.of("25").iterator())); // as javac tells it for each task
        javac.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(jar, other));
        indexed = new CellFileManager(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null),
                Optional.of(JarIndex.of(jar)));
        assertTrue(indexed.handleOption("-classpath", List.of(jar + File.pathSeparator + other).iterator()));
    }

    private static void write(Path jar, Map<String, String> entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes());
            for (Map.Entry<String, String> e : entries.entrySet()) {
                out.putNextEntry(new JarEntry(e.getKey()));
                out.write(e.getValue().getBytes());
            }
        }
    }

    private static List<String> names(StandardJavaFileManager manager, String packageName, boolean recurse) throws IOException {
        return StreamSupport.stream(manager.list(StandardLocation.CLASS_PATH, packageName, CLASSES, recurse).spliterator(), false)
                .map(f -> manager.inferBinaryName(StandardLocation.CLASS_PATH, f)).sorted().toList();
    }

    @Test
    void packagesHaveTheSameClasses() throws IOException {
        for (String name : List.of("", "a", "a.b", "c", "nowhere")) {
            assertEquals(names(javac, name, false), names(indexed, name, false), name);
        }
        assertEquals(List.of("a.A", "a.A$B", "a.New", "a.Other", "a.b.C"), names(indexed, "a", true));
    }

    @Test
    void theVersionForThisJavaIsRead() throws IOException {
        JavaFileObject a = indexed.getJavaFileForInput(StandardLocation.CLASS_PATH, "a.A", JavaFileObject.Kind.CLASS);
        try (InputStream in = a.openInputStream()) {
            assertArrayEquals("META-INF/versions/9/a/A.class".getBytes(), in.readAllBytes());
        }
        assertTrue(a.isNameCompatible("A", JavaFileObject.Kind.CLASS));
        assertFalse(a.isNameCompatible("A", JavaFileObject.Kind.SOURCE));
        assertTrue(indexed.contains(StandardLocation.CLASS_PATH, a));
        assertThrows(UnsupportedOperationException.class, () -> a.getCharContent(true));
    }

    @Test
    void theClassPathIsWhole() {
        assertEquals(List.of(jar, other),
                StreamSupport.stream(indexed.getLocationAsPaths(StandardLocation.CLASS_PATH).spliterator(), false).toList());
        assertEquals(List.of(jar.toFile(), other.toFile()),
                StreamSupport.stream(indexed.getLocation(StandardLocation.CLASS_PATH).spliterator(), false).toList());
    }

    @Test
    void otherKindsAndPlacesAreJavacs() throws IOException {
        assertFalse(indexed.list(StandardLocation.CLASS_PATH, "a", Set.of(JavaFileObject.Kind.SOURCE), false).iterator().hasNext());
        assertFalse(indexed.list(StandardLocation.CLASS_OUTPUT, "a", CLASSES, false).iterator().hasNext());
    }
}
