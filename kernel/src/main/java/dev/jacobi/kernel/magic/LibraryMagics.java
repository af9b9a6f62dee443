package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.magic.maven.MavenLibraries;
import dev.jacobi.kernel.magic.maven.MavenLibraries.Library;
import dev.jacobi.kernel.session.CellResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Libraries for cells: from Maven repositories, and from files. */
final class LibraryMagics {
    private static final String HOW = """
            Finds libraries and what they need by Maven's settings (mirrors, local repository), and makes them available to cells.
              --local=DIRECTORY  another local repository
              -o                 offline: what is not in the local repository is an error""";

    private final Set<Path> added = new LinkedHashSet<>();
    private final LibrarySources sources = new LibrarySources();
    private final List<String[]> repositories = new ArrayList<>();
    private Optional<MavenLibraries> open = Optional.empty();
    private String openedWith = "";

    List<Magic> magics() {
        return List.of(Magic.line("maven", "[-o] [--local=DIRECTORY] GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION...", HOW, this::maven),
                Magic.line("addMavenDependency", "GROUP:ARTIFACT:VERSION...", "The same as %maven.", this::maven),
                Magic.line("addMavenDependencies", "GROUP:ARTIFACT:VERSION...", "The same as %maven.", this::maven),
                Magic.line("dependency", "GROUP:ARTIFACT:VERSION...", "The same as %maven.", this::maven),
                Magic.line("mavenRepo", "ID URL", "Looks for libraries in one more repository.", this::repository),
                Magic.line("addMavenRepo", "ID URL", "The same as %mavenRepo.", this::repository),
                Magic.both("loadFromPOM", "[-o] [--local=DIRECTORY] [FILE] [SCOPE...]",
                        HOW + "\nThe dependencies are those of a POM, or of the cell: a POM, or <dependency> and <repository> elements alone.",
                        this::pom),
                Magic.line("jars", "FILE...", "Makes jars available to cells; * and ** stand for any names.", call -> files(call, true)),
                Magic.line("classpath", "[PATH]...", "Makes jars and directories of classes available to cells, or lists what was added.",
                        call -> files(call, false)));
    }

    private CellResult maven(MagicCall call) throws Exception {
        MagicOptions options = new MagicOptions(call.line(), "o", "local=");
        List<String> coordinates = words(options.rest());
        if (coordinates.isEmpty()) throw new UsageError("it needs coordinates, as in %maven org.apache.commons:commons-lang3:3.17.0");
        for (String c : coordinates)
            if (c.split(":", -1).length < 3) throw new UsageError(c + " is not of the form GROUP:ARTIFACT:VERSION");
        MavenLibraries found = libraries(options);
        add(call, found, found.resolve(coordinates));
        return CellResults.nothing();
    }

    private CellResult repository(MagicCall call) {
        List<String> words = words(call.line());
        if (words.size() != 2) throw new UsageError("it needs a name and a URL: %mavenRepo ID URL");
        repositories.add(new String[]{words.get(0), words.get(1)});
        open.ifPresent(l -> l.addRepository(words.get(0), words.get(1)));
        return CellResults.nothing();
    }

    private CellResult pom(MagicCall call) throws Exception {
        MagicOptions options = new MagicOptions(call.line(), "o", "local=");
        List<String> words = words(options.rest());
        if (!call.wholeCell() && words.isEmpty()) throw new UsageError("it needs the name of a POM");
        String pom = call.wholeCell() ? call.body() : Files.readString(existing(words.getFirst()));
        List<String> scopes = call.wholeCell() ? words : words.subList(1, words.size());
        MavenLibraries found = libraries(options);
        add(call, found, found.resolvePom(pom, scopes.isEmpty() ? Set.of("compile", "runtime") : Set.copyOf(scopes)));
        return CellResults.nothing();
    }

    private MavenLibraries libraries(MagicOptions options) {
        String with = options.has("o") + " " + options.value("local").orElse("");
        if (open.isEmpty() || !with.equals(openedWith)) {
            open.ifPresent(MavenLibraries::close);
            open = Optional.of(new MavenLibraries(options.value("local").map(d -> Path.of(d).toAbsolutePath()), options.has("o")));
            openedWith = with;
            repositories.forEach(r -> open.get().addRepository(r[0], r[1]));
        }
        return open.get();
    }

    private void add(MagicCall call, MavenLibraries from, List<Library> libraries) {
        List<Library> fresh = libraries.stream().filter(l -> !added.contains(l.file())).toList();
        for (Library l : fresh) add(call, l.file(), () -> from.sources(l));
        call.print(fresh.isEmpty() ? "Nothing to add: all of it is there already"
                : "Added " + String.join(", ", fresh.stream().map(l -> l.coordinates().replace(":jar:", ":")).toList()));
    }

    private void add(MagicCall call, Path entry, Supplier<Optional<Path>> source) {
        if (added.isEmpty()) call.session().addSources(sources);
        if (!added.add(entry)) return;
        call.session().addToClasspath(entry);
        sources.add(entry, source);
    }

    private CellResult files(MagicCall call, boolean jarsOnly) throws IOException {
        List<String> words = words(call.line());
        if (words.isEmpty() && jarsOnly) throw new UsageError("it needs the names of jars");
        if (words.isEmpty())
            return CellResults.value(String.join("\n", added.stream().map(Path::toString).toList()), "String");
        for (String word : words) {
            for (String name : word.split(File.pathSeparator)) {
                List<Path> found = matching(name);
                if (found.isEmpty())
                    throw new UsageError("there is no file " + name + " (looked for from " + Path.of("").toAbsolutePath() + ")");
                for (Path p : found) {
                    if (jarsOnly && !p.toString().endsWith(".jar"))
                        throw new UsageError(p + " is no jar; %classpath takes directories too");
                    add(call, p, () -> LibrarySources.beside(p));
                }
            }
        }
        return CellResults.nothing();
    }

    /** The files that a name with stars stands for. */
    private static List<Path> matching(String name) throws IOException {
        int star = name.indexOf('*');
        if (star < 0) {
            Path file = Path.of(name).toAbsolutePath().normalize();
            return Files.exists(file) ? List.of(file) : List.of();
        }
        Path directory = Path.of(name.substring(0, name.lastIndexOf('/', star) + 1)).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) return List.of();
        PathMatcher pattern = FileSystems.getDefault()
                .getPathMatcher("glob:" + directory + "/" + name.substring(name.lastIndexOf('/', star) + 1));
        try (Stream<Path> files = Files.walk(directory, name.contains("**") || name.indexOf('/', star) > 0 ? Integer.MAX_VALUE : 1)) {
            return files.filter(pattern::matches).sorted().toList();
        }
    }

    private static Path existing(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) throw new UsageError("there is no file " + file.toAbsolutePath());
        return file;
    }

    private static List<String> words(String line) { return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+")); }
}
