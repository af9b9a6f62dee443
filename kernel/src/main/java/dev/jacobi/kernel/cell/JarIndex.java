package dev.jacobi.kernel.cell;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;

/**
 * The classes in the kernel's own jar, by package, for the compiler of cells. javac's own file manager walks through a jar as a file system when it is first
 * asked for a package, which takes 0.1 s for thousands of classes; this reads the jar's directory once, in the background.
 */
final class JarIndex {
    private static final String SUFFIX = ".class";
    private static final String VERSIONS = "META-INF/versions/";

    /** Where a class lies, and for which Java that was made; 0 is any. */
    private record Place(String entry, int version) {}

    private final Path jar;
    private final FutureTask<Classes> classes;

    private record Classes(ZipFile zip, Map<String, Map<String, Place>> byPackage, Map<String, List<JavaFileObject>> listed) {}

    private JarIndex(Path jar) {
        this.jar = jar;
        classes = new FutureTask<>(() -> read(jar));
        Thread.ofPlatform().daemon().name("jar-index").inheritInheritableThreadLocals(false).start(classes);
    }

    /** Of the jar that this class is in, if it is in one. */
    static Optional<JarIndex> ofKernel() {
        CodeSource source = JarIndex.class.getProtectionDomain().getCodeSource();
        try {
            Path place = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(place) ? Optional.of(of(place)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static JarIndex of(Path jar) {
        return new JarIndex(jar);
    }

    /** Whether an entry of a class path is this jar. */
    boolean isOf(String entry) {
        return new File(entry).toPath().toAbsolutePath().normalize().equals(jar.toAbsolutePath().normalize());
    }

    Path jar() {
        return jar;
    }

    /** The classes of a package, and of those below it if that is asked for. */
    List<JavaFileObject> list(String packageName, boolean recurse) {
        if (!recurse) return list(packageName);
        List<JavaFileObject> all = new ArrayList<>();
        for (String name : classes().byPackage().keySet()) {
            if (packageName.isEmpty() || name.equals(packageName) || name.startsWith(packageName + ".")) all.addAll(list(name));
        }
        return all;
    }

    private List<JavaFileObject> list(String packageName) {
        Classes all = classes();
        Map<String, Place> own = all.byPackage().get(packageName);
        if (own == null) return List.of();
        synchronized (all.listed()) {
            return all.listed().computeIfAbsent(packageName, name -> own.entrySet().stream()
                    .<JavaFileObject>map(
                            e -> new ClassInJar(all.zip(), e.getValue().entry(), name.isEmpty() ? e.getKey() : name + "." + e.getKey()))
                    .toList());
        }
    }

    /** The class of that binary name, if there is one. */
    Optional<JavaFileObject> find(String binaryName) {
        int dot = binaryName.lastIndexOf('.');
        return list(binaryName.substring(0, Math.max(dot, 0))).stream().filter(c -> ((ClassInJar) c).binaryName().equals(binaryName))
                .findFirst();
    }

    private Classes classes() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return classes.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("[session] the kernel's jar can't be read: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static Classes read(Path jar) throws IOException {
        var zip = new ZipFile(jar.toFile());
        Map<String, Map<String, Place>> byPackage = new HashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!name.endsWith(SUFFIX)) continue;
            int version = 0;
            int start = 0;
            if (name.startsWith(VERSIONS)) {
                start = name.indexOf('/', VERSIONS.length()) + 1;
                version = Integer.parseInt(name, VERSIONS.length(), start - 1, 10);
                if (version > Runtime.version().feature()) continue;
            }
            int slash = Math.max(name.lastIndexOf('/'), start - 1);
            String packageName = slash < start ? "" : name.substring(start, slash).replace('/', '.');
            byPackage.computeIfAbsent(packageName, p -> new HashMap<>()).merge(name.substring(slash + 1, name.length() - SUFFIX.length()),
                    new Place(name, version), (a, b) -> a.version() > b.version() ? a : b);
        }
        return new Classes(zip, byPackage, new HashMap<>());
    }
}
