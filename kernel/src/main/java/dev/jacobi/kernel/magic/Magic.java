package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellResult;

/**
 * A magic as the registry knows it.
 *
 * @param name without its percent signs
 * @param form whether it is called on a line, over a cell, or both ways
 * @param usage how it is called, without its name
 * @param help what it does, in a few lines
 */
record Magic(String name, Form form, String usage, String help, Body body) {
    /** What a usage ends with where Java follows. */
    private static final String STATEMENTS = "STATEMENTS";

    /** How it may be called. */
    enum Form {
        LINE, CELL, BOTH
    }

    /** What it does; its value and error are shown as a cell's. */
    @FunctionalInterface
    interface Body {
        CellResult run(MagicCall call) throws Exception;
    }

    static Magic line(String name, String usage, String help, Body body) { return new Magic(name, Form.LINE, usage, help, body); }

    static Magic cell(String name, String usage, String help, Body body) { return new Magic(name, Form.CELL, usage, help, body); }

    static Magic both(String name, String usage, String help, Body body) { return new Magic(name, Form.BOTH, usage, help, body); }

    /** Whether the rest of its line, or its cell, is Java. */
    boolean takesJava() { return usage.endsWith(STATEMENTS); }

    /** How it is written, with percent signs. */
    String written() { return (form == Form.CELL ? "%%" : "%") + name; }

    /** The help for {@code %name?}. */
    String page() {
        String line = "  %" + name + " " + usage + "\n", cell = "  %%" + name + " " + usage + "\n";
        return written() + "\n" + (form != Form.CELL ? line : "") + (form != Form.LINE ? cell : "") + "\n" + help;
    }
}
