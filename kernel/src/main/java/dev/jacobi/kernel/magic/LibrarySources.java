package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.source.SourceArchive;
import dev.jacobi.kernel.source.SourceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The source of the libraries that cells have: fetched in the background when somebody first looks at a class of theirs. */
final class LibrarySources implements SourceFinder {
    /** Who asks is typing: what takes longer is there when asked for again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String JAR = ".jar", SOURCES = "-sources.jar";

    private final Map<Path, Library> libraries = new LinkedHashMap<>();

    /** A jar, what finds its source, and what was found. */
    private static final class Library {
        private final Path jar;
        private final Supplier<Optional<Path>> source;
        private Optional<Set<String>> classes = Optional.empty();
        private Optional<CompletableFuture<List<SourceArchive>>> found = Optional.empty();

        Library(Path jar, Supplier<Optional<Path>> source) {
            this.jar = jar;
            this.source = source;
        }

        synchronized boolean holds(String simpleName) {
            if (classes.isEmpty()) classes = Optional.of(listed());
            return classes.get().contains(simpleName);
        }

        private Set<String> listed() {
            if (!Files.isRegularFile(jar)) return Set.of();
            try (JarFile file = new JarFile(jar.toFile())) {
                return file.stream().map(e -> e.getName()).filter(n -> n.endsWith(".class") && n.indexOf('$') < 0)
                        .map(n -> n.substring(n.lastIndexOf('/') + 1, n.length() - ".class".length())).collect(Collectors.toSet());
            } catch (IOException e) { // no jar: the compiler will say so
                return Set.of();
            }
        }

        synchronized CompletableFuture<List<SourceArchive>> archives() {
            if (found.isEmpty()) {
                found = Optional.of(CompletableFuture.supplyAsync(() -> source.get().map(SourceArchive::of).stream().toList(),
                        task -> Thread.ofPlatform().daemon().name("sources").inheritInheritableThreadLocals(false).start(task)));
            }
            return found.get();
        }
    }

    /** With a jar, and what finds its source. */
    synchronized void add(Path jar, Supplier<Optional<Path>> source) {
        libraries.put(jar, new Library(jar, source));
    }

    /** The jar of sources that lies beside a jar, if there is one. */
    static Optional<Path> beside(Path jar) {
        String name = jar.getFileName().toString();
        if (!name.endsWith(JAR)) return Optional.empty();
        return Optional.of(jar.resolveSibling(name.substring(0, name.length() - JAR.length()) + SOURCES)).filter(Files::isRegularFile);
    }

    private synchronized List<Library> all() { return List.copyOf(libraries.values()); }

    @Override
    public List<SourceArchive> archives(String simpleName) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<SourceArchive> archives = new ArrayList<>();
        for (Library library : all()) {
            if (!library.holds(simpleName)) continue;
            try {
                archives.addAll(library.archives().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException | ExecutionException e) { // not there yet, or not to be had: then there is no comment
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return archives;
            }
        }
        return archives;
    }
}
