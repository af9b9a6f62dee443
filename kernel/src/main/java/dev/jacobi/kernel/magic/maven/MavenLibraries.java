package dev.jacobi.kernel.magic.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds libraries and what they need, as Maven itself does: by the person's and the installation's settings with their mirrors, proxies and servers, in the
 * local repository first.
 */
public final class MavenLibraries implements AutoCloseable {
    private final Context context;
    private final List<RemoteRepository> more = new ArrayList<>();

    /** A library's jar. */
    public record Library(String coordinates, Path file) {}

    /**
     * Opens the person's local repository, or another one.
     *
     * @param offline whether nothing may be fetched
     */
    public MavenLibraries(Optional<Path> localRepository, boolean offline) {
        ContextOverrides.Builder how = ContextOverrides.create().withUserSettings(true).offline(offline);
        localRepository.ifPresent(how::withLocalRepositoryOverride);
        installation().ifPresent(how::withMavenSystemHomeOverride);
        context = Runtimes.INSTANCE.getRuntime().create(how.build());
    }

    /** Where Maven is installed, for its settings: as the environment says, or where the mvn of the search path lies. */
    private static Optional<Path> installation() {
        Stream<Path> told = Stream.of("MAVEN_HOME", "M2_HOME").map(System::getenv).filter(p -> p != null).map(Path::of);
        String search = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> found = Stream.of(search.split(java.io.File.pathSeparator)).map(p -> Path.of(p, "mvn")).filter(Files::isExecutable)
                .flatMap(p -> {
                    try {
                        return Stream.of(p.toRealPath().getParent().getParent());
                    } catch (IOException e) {
                        return Stream.empty();
                    }
                });
        return Stream.concat(told, found).filter(p -> Files.exists(p.resolve("conf").resolve("settings.xml"))).findFirst();
    }

    /** Looks in one more repository from now on; mirrors of the settings apply. */
    public void addRepository(String id, String url) {
        more.removeIf(r -> r.getId().equals(id));
        RemoteRepository plain = new RemoteRepository.Builder(id, "default", url).build();
        more.addAll(context.repositorySystem().newResolutionRepositories(context.repositorySystemSession(), List.of(plain)));
    }

    /**
     * The libraries and all that they need at run time.
     *
     * @param coordinates each {@code group:artifact:version}, or {@code group:artifact:type:version}, or {@code group:artifact:type:classifier:version}
     */
    public List<Library> resolve(List<String> coordinates) throws MavenResolutionException {
        List<Dependency> wanted = new ArrayList<>();
        for (String c : coordinates) wanted.add(new Dependency(artifact(c), JavaScopes.RUNTIME));
        return resolve(wanted, List.of(), Set.of(JavaScopes.RUNTIME));
    }

    /** The dependencies of a POM, whole or a part of one, that have one of the scopes. */
    public List<Library> resolvePom(String pom, Set<String> scopes) throws MavenResolutionException {
        PomReader.Content content = new PomReader(this).read(pom);
        content.repositories().forEach(this::addRepository);
        List<Dependency> wanted = content.dependencies().stream().filter(d -> scopes.contains(d.getScope())).toList();
        return resolve(wanted, content.managed(), scopes);
    }

    private static Artifact artifact(String coordinates) throws MavenResolutionException {
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new MavenResolutionException(coordinates + " is not of the form group:artifact:version", e);
        }
    }

    private List<Library> resolve(List<Dependency> wanted, List<Dependency> managed, Set<String> scopes) throws MavenResolutionException {
        CollectRequest collect = new CollectRequest(wanted, managed, repositories());
        try {
            var found = context.repositorySystem().resolveDependencies(context.repositorySystemSession(),
                    new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(scopes)));
            Map<Path, Library> libraries = new LinkedHashMap<>();
            for (ArtifactResult r : found.getArtifactResults()) {
                Path file = r.getArtifact().getFile().toPath();
                if (!r.getArtifact().getExtension().equals("pom")) libraries.put(file, new Library(r.getArtifact().toString(), file));
            }
            return List.copyOf(libraries.values());
        } catch (RepositoryException e) {
            throw new MavenResolutionException(reasons(e), e);
        }
    }

    /** The messages of an exception and its causes: the first alone may say no more than that it could not be done. */
    private static String reasons(RepositoryException e) {
        StringBuilder all = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (all.indexOf(message) < 0) all.append(all.isEmpty() ? "" : ": ").append(message);
        }
        return all.toString();
    }

    /** The sources of a library, if some repository has them. */
    public Optional<Path> sources(Library library) {
        try {
            return Optional.of(file(new SubArtifact(artifact(library.coordinates()), "sources", "jar")));
        } catch (MavenResolutionException e) {
            return Optional.empty();
        }
    }

    Path file(Artifact artifact) throws MavenResolutionException {
        try {
            return context.repositorySystem()
                    .resolveArtifact(context.repositorySystemSession(), new ArtifactRequest(artifact, repositories(), ""))
                    .getArtifact().getFile().toPath();
        } catch (RepositoryException e) {
            throw new MavenResolutionException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<RemoteRepository> repositories() {
        return Stream.concat(context.remoteRepositories().stream(), more.stream()).toList();
    }

    @Override
    public void close() { context.close(); }
}
