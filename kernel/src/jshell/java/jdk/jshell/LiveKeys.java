package jdk.jshell;

import java.util.stream.Stream;

/**
 * The keys of a session's snippets, those of types only as long as there is such a type. JShell keeps the key of a class that did not compile, was dropped or
 * was only analysed, and from then on fails on it wherever it shortens the name of a type: nothing is documented, and each {@code var} is an Object. Defined
 * in JShell's own package at run time, as {@link FirstImports} is.
 */
public final class LiveKeys extends KeyMap {
    private final JShell shell;

    private LiveKeys(JShell shell) {
        super(shell);
        this.shell = shell;
    }

    /** For a session that has no snippets yet. */
    public static void install(JShell shell) throws ReflectiveOperationException {
        var keys = JShell.class.getDeclaredField("keyMap");
        keys.setAccessible(true); // it is final, so a handle would not do
        keys.set(shell, new LiveKeys(shell));
    }

    @Override
    Stream<Key.TypeDeclKey> typeDeclKeys() {
        return super.typeDeclKeys().filter(key -> shell.maps.getSnippet(key) != null);
    }
}
