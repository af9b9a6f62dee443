package dev.jacobi.kernel.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar or a directory with source files, perhaps among other things. What it holds is listed when first asked for. */
public final class SourceArchive {
    private static final String JAVA = ".java";

    private final Path place;
    private final String prefix;
    private Map<String, List<String>> files;

    private SourceArchive(Path place, String prefix) {
        this.place = place;
        this.prefix = prefix;
    }

    /** All source files in {@code place}. */
    public static SourceArchive of(Path place) { return new SourceArchive(place, ""); }

    /** Those in a folder of {@code place}. */
    public static SourceArchive of(Path place, String folder) {
        return new SourceArchive(place, folder + "/");
    }

    /** The files of top-level classes of that simple name, whatever their packages. */
    synchronized List<String> files(String simpleName) {
        if (files == null) files = listed();
        return files.getOrDefault(simpleName, List.of());
    }

    private Map<String, List<String>> listed() {
        try {
            return names().filter(n -> n.startsWith(prefix) && n.endsWith(JAVA)).collect(Collectors.groupingBy(SourceArchive::simpleName));
        } catch (IOException | UncheckedIOException e) { // a jar that is gone or broken has no source
            return Map.of();
        }
    }

    private Stream<String> names() throws IOException {
        if (Files.isDirectory(place)) {
            Path folder = place.resolve(prefix);
            if (!Files.isDirectory(folder)) return Stream.of();
            try (Stream<Path> all = Files.walk(folder)) {
                return all.map(f -> place.relativize(f).toString().replace('\\', '/')).toList().stream();
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList().stream();
        }
    }

    private static String simpleName(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - JAVA.length());
    }

    String read(String file) throws IOException {
        if (Files.isDirectory(place)) return Files.readString(place.resolve(file));
        try (JarFile jar = new JarFile(place.toFile()); var in = jar.getInputStream(jar.getEntry(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() { return place + "!" + prefix; }
}
