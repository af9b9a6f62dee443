package dev.jacobi.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.jar.Manifest;

/** Defines the classes of cells, and of the libraries that were added to the class path later: those without what would end the process. */
final class SnippetLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
    private final SnippetLinks links;
    private final Results results = new Results();
    private final Predicate<ExitRefusedException> onExit;

    /** {@code onExit} is told of an exit that was kept from happening; whether it ends what runs on this thread. */
    SnippetLoader(ClassLoader parent, SnippetLinks links, Predicate<ExitRefusedException> onExit) {
        super("cells", new URL[0], parent);
        this.links = links;
        this.onExit = onExit;
        setPackageAssertionStatus("REPL", true); // JShell's package for cells: who writes assert there wants to know
    }

    SnippetLinks links() {
        return links;
    }

    boolean refuseExit(ExitRefusedException refused) { return onExit.test(refused); }

    Results results() {
        return results;
    }

    void declare(String name, byte[] bytes) {
        declared.put(name, bytes);
    }

    @Override
    public void addURL(URL url) {
        super.addURL(url);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = declared.remove(name);
        if (bytes != null) {
            return defineClass(name, bytes, 0, bytes.length);
        }
        URL library = findResource(name.replace('.', '/') + ".class");
        if (library != null) {
            try {
                Optional<Class<?>> changed = withoutExit(name, library.openConnection());
                if (changed.isPresent()) {
                    return changed.get();
                }
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return super.findClass(name);
    }

    /** Defined as the super class would define it; nothing if there is nothing to change in it, and the super class is to do it. */
    private Optional<Class<?>> withoutExit(String name, URLConnection place) throws IOException {
        place.setUseCaches(false); // a cached jar stays open, and is not looked at again when it was changed
        byte[] original;
        Manifest manifest = null;
        Certificate[] signers = null;
        URL source = place.getURL();
        try (InputStream in = place.getInputStream()) {
            original = in.readAllBytes();
            if (place instanceof JarURLConnection jar) {
                manifest = jar.getManifest();
                signers = jar.getCertificates();
                source = jar.getJarFileURL();
            }
        }
        Optional<byte[]> changed = ExitRefusal.inLibrary(original, this);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (getDefinedPackage(packageName) == null) {
            try {
                definePackage(packageName, manifest == null ? new Manifest() : manifest, source);
            } catch (IllegalArgumentException e) {
                // another thread was first
            }
        }
        return Optional.of(defineClass(name, changed.get(), 0, changed.get().length, new CodeSource(source, signers)));
    }
}
