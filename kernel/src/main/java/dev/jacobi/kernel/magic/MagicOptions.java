package dev.jacobi.kernel.magic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A magic's options, as Python's getopt reads them, and the text behind them, which is taken as it stands. */
final class MagicOptions {
    private final Map<Character, String> given = new HashMap<>();
    private final String rest;

    /**
     * Reads {@code line}.
     *
     * @param allowed one letter an option, with a colon behind those that take a value
     * @throws MagicException at an option that is not allowed, or lacks its value
     */
    MagicOptions(String line, String allowed) {
        String left = line.stripLeading();
        while (left.startsWith("-") && left.length() > 1 && !Character.isWhitespace(left.charAt(1))) {
            if (left.equals("--") || left.startsWith("-- ")) {
                left = left.substring(2).stripLeading();
                break;
            }
            int end = left.indexOf(' ') < 0 ? left.length() : left.indexOf(' ');
            String cluster = left.substring(1, end);
            left = left.substring(end).stripLeading();
            for (int i = 0; i < cluster.length(); i++) {
                char option = cluster.charAt(i);
                int at = option == ':' ? -1 : allowed.indexOf(option);
                if (at < 0) throw new MagicException("option -" + option + " not recognized (allowed: \"" + allowed + "\")");
                if (at + 1 == allowed.length() || allowed.charAt(at + 1) != ':') {
                    given.put(option, "");
                    continue;
                }
                String value = cluster.substring(i + 1);
                if (value.isEmpty()) {
                    end = left.indexOf(' ') < 0 ? left.length() : left.indexOf(' ');
                    value = left.substring(0, end);
                    left = left.substring(end).stripLeading();
                }
                if (value.isEmpty()) throw new MagicException("option -" + option + " requires argument (allowed: \"" + allowed + "\")");
                given.put(option, value);
                break;
            }
        }
        rest = left;
    }

    boolean has(char option) { return given.containsKey(option); }

    Optional<String> value(char option) { return Optional.ofNullable(given.get(option)); }

    /** The number that the option gives, or {@code otherwise}. */
    double number(char option, double otherwise) {
        String text = given.get(option);
        if (text == null) return otherwise;
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new MagicException("option -" + option + " needs a number, not " + text);
        }
    }

    String rest() { return rest; }
}
