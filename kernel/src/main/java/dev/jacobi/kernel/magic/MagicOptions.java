package dev.jacobi.kernel.magic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A magic's options, as Python's getopt reads them ({@code -qo}, {@code -n100}, {@code -n 100}, {@code --long}, {@code --long=value}, {@code --} ends them),
 * and the text behind them, which is taken as it stands.
 */
final class MagicOptions {
    private final Map<String, String> given = new HashMap<>();
    private final String line;
    private final String allowed;
    private final List<String> allowedLong;
    private final String hint;
    private int at;

    /**
     * Reads the options at the beginning of {@code line}.
     *
     * @param allowed one letter an option, with a colon behind those that take a value
     * @param allowedLong options of several letters, with {@code =} behind those that may take a value
     * @throws UsageError at an option that is not allowed, or lacks its value
     */
    MagicOptions(String line, String allowed, String... allowedLong) {
        this(line, "", allowed, allowedLong);
    }

    /** Options before Java, which is no magic itself. */
    static MagicOptions beforeStatements(String line, String allowed, String... allowedLong) {
        var options = new MagicOptions(line, "; a statement that begins with a minus sign needs -- before it", allowed, allowedLong);
        String rest = options.rest();
        if (rest.length() > 1 && rest.charAt(0) == '%' && (Character.isLetter(rest.charAt(1)) || rest.charAt(1) == '%'))
            throw new UsageError("it takes Java, and " + rest.split("\\s", 2)[0] + " is a magic");
        return options;
    }

    private MagicOptions(String line, String hint, String allowed, String... allowedLong) {
        this.line = line;
        this.hint = hint;
        this.allowed = allowed;
        this.allowedLong = List.of(allowedLong);
        skipBlanks();
        while (at + 1 < line.length() && line.charAt(at) == '-' && !Character.isWhitespace(line.charAt(at + 1))) {
            String word = word();
            skipBlanks();
            if (word.equals("--")) break;
            if (word.startsWith("--")) readLong(word.substring(2));
            else
                readCluster(word.substring(1));
        }
    }

    private void readCluster(String cluster) {
        for (int i = 0; i < cluster.length(); i++) {
            char option = cluster.charAt(i);
            int known = option == ':' ? -1 : allowed.indexOf(option);
            if (known < 0) throw new UsageError("option -" + option + " not recognized " + allowed());
            if (known + 1 == allowed.length() || allowed.charAt(known + 1) != ':') {
                given.put(String.valueOf(option), "");
                continue;
            }
            String value = cluster.substring(i + 1);
            if (value.isEmpty()) {
                value = word();
                skipBlanks();
            }
            if (value.isEmpty()) throw new UsageError("option -" + option + " requires argument " + allowed());
            given.put(String.valueOf(option), value);
            return;
        }
    }

    private void readLong(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        boolean plain = allowedLong.contains(name), valued = allowedLong.contains(name + "=");
        if (!plain && !valued) throw new UsageError("option --" + name + " not recognized " + allowed());
        if (equals >= 0 && !valued) throw new UsageError("option --" + name + " must not have an argument " + allowed());
        if (equals < 0 && !plain) throw new UsageError("option --" + name + " requires argument, as --" + name + "=VALUE " + allowed());
        given.put(name, equals < 0 ? "" : text.substring(equals + 1));
    }

    private String allowed() {
        String more = String.join(", ", allowedLong.stream().map(o -> "--" + o).toList());
        return "(allowed: \"" + allowed + "\"" + (more.isEmpty() ? "" : ", " + more) + hint + ")";
    }

    private String word() {
        int from = at;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) at++;
        return line.substring(from, at);
    }

    private void skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
    }

    boolean has(String option) { return given.containsKey(option); }

    Optional<String> value(String option) { return Optional.ofNullable(given.get(option)); }

    /** The number that the option gives, at least {@code least}, or {@code otherwise}. */
    double number(String option, double least, double otherwise) {
        String text = given.get(option);
        if (text == null) return otherwise;
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number < Double.POSITIVE_INFINITY) return number;
        } catch (NumberFormatException e) {
            // told below, as a number out of range is
        }
        throw new UsageError(
                "option " + written(option) + " needs a number not below " + (least == (long) least ? "" + (long) least : "" + least)
                        + ", not " + text);
    }

    /** The whole number that the option gives, at least {@code least} and at most {@code most}, or {@code otherwise}. */
    long whole(String option, long least, long most, long otherwise) {
        double number = number(option, least, otherwise);
        if (number != Math.rint(number))
            throw new UsageError("option " + written(option) + " needs a whole number, not " + given.get(option));
        if (number > most)
            throw new UsageError("option " + written(option) + " needs a number not above " + most + ", not " + given.get(option));
        return (long) number;
    }

    private static String written(String option) { return (option.length() == 1 ? "-" : "--") + option; }

    /** What follows the options. */
    String rest() { return line.substring(at); }

    /** Where the rest begins in the line. */
    int restFrom() { return at; }
}
