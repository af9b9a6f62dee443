package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.magic.maven.MavenLibraries;
import dev.jacobi.kernel.magic.maven.MavenLibraries.Library;
import dev.jacobi.kernel.session.CellResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Libraries for cells: from Maven repositories, and from files. */
final class LibraryMagics {
    private static final String HOW = """
            Finds libraries and what they need by Maven's settings (mirrors, local repository), and makes them available to cells.
              --local=DIRECTORY  another local repository
              -o                 offline: what is not in the local repository is an error""";

    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+(:[^:]+){1,3}"),
            URL = Pattern.compile("(https?://|file:)\\S+");
    private static final List<String> SCOPES = List.of("compile", "provided", "runtime", "system", "test", "import");

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
            if (!COORDINATES.matcher(c).matches())
                throw new UsageError(c + " is not of the form GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION");
        MavenLibraries found = libraries(call, options);
        return add(call, found, found.resolve(coordinates));
    }

    private CellResult repository(MagicCall call) {
        List<String> words = words(call.line());
        if (words.size() != 2) throw new UsageError("it needs a name and a URL: %mavenRepo ID URL");
        if (!URL.matcher(words.get(1)).matches())
            throw new UsageError(words.get(1) + " is no URL of a repository: it begins with https://, http:// or file:");
        repositories.add(new String[]{words.get(0), words.get(1)});
        open.ifPresent(l -> l.addRepository(words.get(0), words.get(1)));
        return CellResults.nothing();
    }

    private CellResult pom(MagicCall call) throws Exception {
        MagicOptions options = new MagicOptions(call.line(), "o", "local=");
        List<String> words = words(options.rest());
        if (!call.wholeCell() && words.isEmpty()) throw new UsageError("it needs the name of a POM");
        String pom = call.wholeCell() ? call.body() : Files.readString(existing(call, words.getFirst()));
        List<String> scopes = call.wholeCell() ? words : words.subList(1, words.size());
        for (String scope : scopes)
            if (!SCOPES.contains(scope)) throw new UsageError(scope + " is none of the scopes " + String.join(", ", SCOPES));
        MavenLibraries found = libraries(call, options);
        return add(call, found, found.resolvePom(pom, scopes.isEmpty() ? Set.of("compile", "runtime") : Set.copyOf(scopes)));
    }

    private MavenLibraries libraries(MagicCall call, MagicOptions options) {
        String with = options.has("o") + " " + options.value("local").orElse("");
        if (open.isEmpty() || !with.equals(openedWith)) {
            open.ifPresent(MavenLibraries::close);
            open = Optional.of(new MavenLibraries(options.value("local").map(call::file), options.has("o")));
            openedWith = with;
            repositories.forEach(r -> open.get().addRepository(r[0], r[1]));
        }
        return open.get();
    }

    private CellResult add(MagicCall call, MavenLibraries from, List<Library> libraries) {
        List<Library> fresh = libraries.stream().filter(l -> !added.contains(l.file())).toList();
        for (Library l : fresh) if (l.file().toString().endsWith(".jar")) checkArchive(l.file());
        for (Library l : fresh) add(call, l.file(), () -> from.sources(l));
        call.print(libraries.isEmpty() ? "Nothing to add: there is no such dependency"
                : fresh.isEmpty() ? "Nothing to add: all of it is there already"
                        : "Added " + String.join(", ", fresh.stream().map(l -> l.coordinates().replace(":jar:", ":")).toList()));
        return paths(call, libraries.stream().map(Library::file).toList());
    }

    /** For a variable the paths, as a cell {@code List<String> added = %jars ...} expects. */
    private static CellResult paths(MagicCall call, List<Path> paths) {
        return call.assigned() ? CellResults.value(paths.stream().map(Path::toString).toList(), "java.util.List<String>")
                : CellResults.nothing();
    }

    /** The compiler would give up at a damaged one, and at every cell from then on. */
    private static void checkArchive(Path file) {
        try (var archive = new ZipFile(file.toFile())) {
            archive.size();
        } catch (IOException e) {
            throw new UsageError(file + " is neither a directory nor a jar that can be read (" + e.getMessage() + ")"
                    + "; if it is a library that was fetched, delete it and try again");
        }
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
        List<Path> all = new ArrayList<>();
        for (String word : words) {
            List<String> names = List.of(word.split(File.pathSeparator));
            if (names.isEmpty()) throw new UsageError(word + " names no file");
            for (String name : names) all.addAll(files(call.magics().directory().current(), name, jarsOnly));
        }
        for (Path p : all) if (!Files.isDirectory(p)) checkArchive(p);
        all.forEach(p -> add(call, p, () -> LibrarySources.beside(p)));
        return paths(call, all);
    }

    /** The files of a name; stars in {@code %jars} mean jars. */
    private static List<Path> files(Path from, String name, boolean jarsOnly) throws IOException {
        boolean pattern = name.indexOf('*') >= 0;
        List<Path> found = FilePattern.matching(from, name).stream().filter(p -> !(pattern && jarsOnly) || p.toString().endsWith(".jar"))
                .toList();
        if (found.isEmpty()) {
            throw new UsageError("there is no " + (pattern && jarsOnly ? "jar " : "file ") + name + " (looked for from "
                    + from + ")");
        }
        if (jarsOnly && !found.getFirst().toString().endsWith(".jar"))
            throw new UsageError(found.getFirst() + " is no jar; %classpath takes directories too");
        return found;
    }

    private static Path existing(MagicCall call, String name) {
        Path file = call.file(name);
        if (!Files.isRegularFile(file)) throw new UsageError("there is no file " + file.toAbsolutePath());
        return file;
    }

    private static List<String> words(String line) { return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+")); }
}
