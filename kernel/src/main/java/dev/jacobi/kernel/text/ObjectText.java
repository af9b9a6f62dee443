package dev.jacobi.kernel.text;

import java.util.regex.Pattern;

/**
 * Java's own text of objects, as a person knows them: where classes have no text of their own, without the names that JShell gives to what it wraps cells in, and
 * without those that the JVM gives to lambdas.
 */
public final class ObjectText {
    private static final Pattern LAMBDA = Pattern.compile("([\\w.$]*)\\$\\$Lambda/0x[0-9a-f]+@[0-9a-f]+");
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[0-9]+[A-Z]*[.$]");
    private static final Pattern ANONYMOUS = Pattern.compile("\\$JShell\\$anonymous\\$\\$\\d+");

    /** The text of {@code value}; text itself stays as it is. */
    public static String of(Object value) {
        String text = String.valueOf(value);
        if (value == null || value instanceof CharSequence || text == null) return text;
        Class<?> type = value.getClass();
        if (type.isHidden() && type.getInterfaces().length > 0 && LAMBDA.matcher(text).matches())
            return type.getInterfaces()[0].getSimpleName() + " lambda";
        return cleaned(text);
    }

    /** {@code text}, which objects have made of themselves, by the names that a person knows. */
    public static String cleaned(String text) {
        String shown = text.contains("$$Lambda/") ? LAMBDA.matcher(text).replaceAll("lambda") : text;
        return shown.contains("$JShell$") ? ANONYMOUS.matcher(WRAPPER.matcher(shown).replaceAll("")).replaceAll("anonymous") : shown;
    }

    private ObjectText() {}
}
