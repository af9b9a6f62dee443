package dev.jacobi.kernel.session;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defines the classes of cells, and of the libraries that were added to the class path later. */
final class SnippetLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
    private final SnippetLinks links;
    private final Results results = new Results();

    SnippetLoader(ClassLoader parent, SnippetLinks links) {
        super("cells", new URL[0], parent);
        this.links = links;
    }

    SnippetLinks links() {
        return links;
    }

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
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}
