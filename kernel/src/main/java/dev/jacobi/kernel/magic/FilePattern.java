package dev.jacobi.kernel.magic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files that a name stands for; {@code *} stands for any name, {@code **} for names in any depth. */
final class FilePattern {

    /** The files in order, looked for from a directory; none if there is none. What may not be read is passed over. */
    static List<Path> matching(Path from, String name) throws IOException {
        int star = name.indexOf('*');
        if (star < 0) {
            Path file = from.resolve(name).normalize();
            return Files.exists(file) ? List.of(file) : List.of();
        }
        Path directory = from.resolve(name.substring(0, name.lastIndexOf('/', star) + 1)).normalize();
        if (!Files.isDirectory(directory)) return List.of();
        String above = directory.toString().endsWith("/") ? directory.toString() : directory + "/";
        PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + above + name.substring(name.lastIndexOf('/', star) + 1));
        var found = new Matches(pattern);
        boolean deep = name.contains("**") || name.indexOf('/', star) > 0;
        Files.walkFileTree(directory, Set.of(), deep ? Integer.MAX_VALUE : 1, found);
        return found.files.stream().sorted().toList();
    }

    private static final class Matches extends SimpleFileVisitor<Path> {
        private final PathMatcher pattern;
        private final List<Path> files = new ArrayList<>();

        private Matches(PathMatcher pattern) { this.pattern = pattern; }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) { return take(directory); }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Thread.interrupted()) throw new InterruptedIOException();
            return take(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) { return FileVisitResult.CONTINUE; }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) { return FileVisitResult.CONTINUE; }

        private FileVisitResult take(Path path) {
            if (pattern.matches(path)) files.add(path);
            return FileVisitResult.CONTINUE;
        }
    }

    private FilePattern() {}
}
