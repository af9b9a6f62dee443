package dev.jacobi.kernel.magic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Magics of IPython that there are not, and what does the same here. */
final class FamiliarMagics {
    private static final Map<String, String> HINTS = new HashMap<>();

    static {
        for (String command : List.of("ls", "ll", "cat", "cp", "mv", "rm", "mkdir", "rmdir", "less", "more", "man", "head", "tail", "grep"))
            HINTS.put(command, "a command of the shell is %sh " + command + " ...");
        hint("a command of the shell is %sh COMMAND, a script a cell that begins with %%bash", "system", "sx", "script", "ruby", "perl");
        hint("libraries come by %maven GROUP:ARTIFACT:VERSION, %jars FILE or %classpath PATH", "pip", "conda", "mamba", "micromamba", "uv");
        hint("charts are shown as pictures when they are a cell's value", "matplotlib", "pylab");
        hint("mx.printOptions(...) says how arrays are written", "precision");
        hint("documentation is shown by Shift+Tab, and by NAME?", "pinfo", "pinfo2", "pdoc", "pdef", "psource", "pfile");
        hint("%load FILE runs the code of a file or notebook", "run", "loadpy", "load_ext", "reload_ext", "autoreload");
        hint("the notebook has the cells; their last results are Out[n], _ and __", "history", "hist", "recall", "rerun", "save", "macro",
                "edit",
                "notebook");
        hint("the environment is set before the kernel starts, in its kernel.json; %env shows it", "set_env");
        hint("errors show their lines and causes by themselves", "xmode", "tb", "debug", "pdb");
        hint("%who lists variables, %whos with their types and values, %reset NAME forgets", "who_ls", "psearch", "reset_selective", "xdel",
                "store");
        hint("%memit measures memory", "mprun");
        hint("%prun says where the time goes", "lprun", "profile");
        hint("%%html, %%markdown, %%latex, %%svg and %%javascript show a cell as such", "SVG");
        hint("cells are Java; a script of another language is run by %%bash", "python", "python2", "python3", "pypy");
        hint("%lsmagic lists the magics, %magic explains them", "quickref", "config", "alias", "automagic", "alias_magic", "colors");
    }

    private static void hint(String text, String... names) {
        for (String name : names) HINTS.put(name, text);
    }

    /** What to do instead of the magic of that name. */
    static Optional<String> instead(String name) {
        return Optional.ofNullable(HINTS.get(name));
    }

    private FamiliarMagics() {}
}
