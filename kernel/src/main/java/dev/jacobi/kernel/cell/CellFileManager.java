package dev.jacobi.kernel.cell;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Lets JShell's javac, and no other javac that has the kernel on its class path, find {@link OperatorPlugin}, in the kernel's own
 * class loader instead of a new one per task; and the classes of the kernel's jar quickly, by a {@link JarIndex}.
 */
public final class CellFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {
    private static final String SERVICES = "META-INF/services/com.sun.source.util.Plugin";
    private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "-cp", "--class-path");
    /** In memory: javac asks anew in every task, and to open a jar by its address takes longer than to compile a small cell. */
    private static final URL PLUGINS = inMemory(OperatorPlugin.class.getName());
    private static final ClassLoader LOADER = new ClassLoader(CellFileManager.class.getClassLoader()) {
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? Collections.enumeration(List.of(PLUGINS)) : super.getResources(name);
        }
    };

    private final Optional<JarIndex> kernel;

    /** Around javac's own manager, whose class path is that of this virtual machine. */
    public CellFileManager(StandardJavaFileManager manager) {
        this(manager, JarIndex.ofKernel());
    }

    CellFileManager(StandardJavaFileManager manager, Optional<JarIndex> kernel) {
        super(manager);
        this.kernel = kernel;
        classPath(System.getProperty("java.class.path"));
    }

    /** The kernel's jar is not for javac's own manager, which would walk through it. */
    private void classPath(String path) {
        if (kernel.isEmpty()) return;
        List<Path> others = Stream.of(path.split(File.pathSeparator)).filter(e -> !e.isEmpty() && !kernel.get().isOf(e)).map(Path::of)
                .toList();
        try {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, others);
        } catch (IOException e) {
            throw new IllegalArgumentException("[session] a class path with something on it that can't be read: " + path, e);
        }
    }

    @Override
    public boolean handleOption(String current, Iterator<String> remaining) {
        if (kernel.isEmpty() || !CLASS_PATH_OPTIONS.contains(current) || !remaining.hasNext())
            return super.handleOption(current, remaining);
        classPath(remaining.next());
        return true;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
        if (kernel.isEmpty() || location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) return others;
        List<JavaFileObject> own = kernel.get().list(packageName, recurse);
        if (own.isEmpty()) return others;
        List<JavaFileObject> all = new ArrayList<>(own);
        others.forEach(all::add);
        return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassInJar own ? own.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForInput(Location location, String className, JavaFileObject.Kind kind) throws IOException {
        boolean isOnClassPath = location == StandardLocation.CLASS_PATH && kind == JavaFileObject.Kind.CLASS;
        Optional<JavaFileObject> own = isOnClassPath ? kernel.flatMap(k -> k.find(className)) : Optional.empty();
        return own.isPresent() ? own.get() : super.getJavaFileForInput(location, className, kind);
    }

    private static URL inMemory(String text) {
        try {
            return URL.of(URI.create("memory:plugins"), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {
                            // it is here
                        }

                        @Override
                        public InputStream getInputStream() { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }
                    };
                }
            });
        } catch (MalformedURLException e) {
            throw new IllegalStateException("[session] an address in memory was refused", e);
        }
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.ANNOTATION_PROCESSOR_PATH || super.hasLocation(location);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
        return location == StandardLocation.ANNOTATION_PROCESSOR_PATH ? LOADER : super.getClassLoader(location);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public void setLocationForModule(Location location, String module, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationForModule(location, module, paths);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        if (kernel.isEmpty() || location != StandardLocation.CLASS_PATH) return fileManager.getLocation(location);
        List<File> all = new ArrayList<>();
        getLocationAsPaths(location).forEach(p -> all.add(p.toFile()));
        return all;
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        Iterable<? extends Path> others = fileManager.getLocationAsPaths(location);
        if (kernel.isEmpty() || location != StandardLocation.CLASS_PATH) return others;
        List<Path> all = new ArrayList<>(List.of(kernel.get().jar()));
        others.forEach(all::add);
        return all;
    }

    @Override
    public void setPathFactory(PathFactory factory) {
        fileManager.setPathFactory(factory);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof ClassInJar ? location == StandardLocation.CLASS_PATH : fileManager.contains(location, file);
    }
}
