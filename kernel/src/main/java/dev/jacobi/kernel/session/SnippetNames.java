package dev.jacobi.kernel.session;

import java.util.regex.Pattern;

/** The names JShell gives to the classes it wraps snippets in. */
final class SnippetNames {
    private static final String PREFIX = "REPL.$JShell$";
    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$[0-9]+[A-Z]*");

    private static final Pattern MENTION = Pattern.compile("REPL\\.\\$JShell\\$[0-9]+[A-Z]*[.$]");

    private SnippetNames() {
    }

    /** Whether this is a class made from a cell: a wrapper, or a class that a person declared in one. */
    static boolean isSnippetClass(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether this class (binary or internal name) is a wrapper, which holds a variable or a method as a static member. */
    static boolean isWrapper(String name) {
        return WRAPPER.matcher(name).matches();
    }

    /** A message without the names of wrapper classes. */
    static String withoutWrappers(String message) {
        return message.contains("REPL.$JShell$") ? MENTION.matcher(message).replaceAll("") : message;
    }

    /** A name of a class declared in a cell as a person knows it. */
    static String shown(String binaryName) {
        if (!isSnippetClass(binaryName)) {
            return binaryName;
        }
        int dollar = binaryName.indexOf('$', PREFIX.length());
        return dollar < 0 ? "" : binaryName.substring(dollar + 1).replace('$', '.');
    }
}
