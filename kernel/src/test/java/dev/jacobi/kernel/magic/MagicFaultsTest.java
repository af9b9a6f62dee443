package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Magics that are given what they can't use: the error says what was given and what is needed, and the next cell runs. */
class MagicFaultsTest extends WithNotebook {
    @TempDir
    private Path directory;

    @AfterEach
    void theNextCellRuns() { assertEquals(4, nb.value("2 + 2")); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"%tiemit 3|%tiemit: there is no such magic; did you mean %timeit? (%lsmagic lists them all)",
            "%mvn a:b:1|%mvn: there is no such magic; did you mean %maven? (%lsmagic lists them all)",
            "%%nonesuch|%%nonesuch: there is no such magic (%lsmagic lists them all)",
            "%|a percent sign begins a magic, and there is no name behind it (%lsmagic lists them all)",
            "%% foo|a percent sign begins a magic, and there is no name behind it (%lsmagic lists them all)",
            "%%who|%%who: it works on a line, not over a cell: %who [TYPE]...",
            "%html|%html: it works over a cell, as its first line: %%html ",
            "%pwd x|%pwd: it takes nothing, not x", "%lsmagic x|%lsmagic: it takes nothing, not x",
            "%magic nonesuch|%magic: there is no such magic (%lsmagic lists them all)",
            "x = %who|%who: it gives no value that x could have",
            "String s = %time 3|%time: String s can't have its value, which is of type int",
            "%%latex x|%%latex: the document begins on the next line; nothing stands behind %%latex",
            "%%writefile|%%writefile: it needs the name of a file: %%writefile [-a] FILE",
            "%%writefile /no/such/f|%%writefile: there is no file or directory /no/such/f",
            "%reset none|%reset: there is no variable none", "%reset -x|%reset: option -x not recognized (allowed: \"fs\")",
            "%env NO_SUCH_NAME|%env: there is no environment variable NO_SUCH_NAME",
            "%env =|%env: a Java process can't change its environment; set it before the kernel starts, in its kernel.json",
            "%env A=B|%env: a Java process can't change its environment; set it before the kernel starts, in its kernel.json",
            "%maven|%maven: it needs coordinates, as in %maven org.apache.commons:commons-lang3:3.17.0",
            "%maven a:b|%maven: a:b is not of the form GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION",
            "%maven ::|%maven: :: is not of the form GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION",
            "%maven ../..:x:1|%maven: ../..:x:1 is not of the form GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION",
            "%maven a:b:c:d:e:f|%maven: a:b:c:d:e:f is not of the form GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION",
            "%mavenRepo x|%mavenRepo: it needs a name and a URL: %mavenRepo ID URL",
            "%mavenRepo x nothing|%mavenRepo: nothing is no URL of a repository: it begins with https://, http:// or file:",
            "%loadFromPOM /no/such|%loadFromPOM: there is no file /no/such", "%loadFromPOM|%loadFromPOM: it needs the name of a POM",
            "%classpath :|%classpath: : names no file", "%jars|%jars: it needs the names of jars",
            "%load|%load: it needs the name of a file",
            "%load /no/such|%load: there is no file /no/such, also not with .jsh, .jshell, .java, .ipynb"})
    void usageIsTold(String cell, String message) {
        assertEquals(message, nb.error(cell + (cell.startsWith("%%") ? "\nbody" : "")).message().strip());
    }

    @Test
    void scopesAreKnownAndNothingIsNotEverything() {
        String pom = "\n<dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version></dependency>";
        assertTrue(
                nb.error("%%loadFromPOM nonsense" + pom).message().startsWith("%%loadFromPOM: nonsense is none of the scopes compile, "));
        nb.ok("%%loadFromPOM test" + pom);
        assertEquals("Nothing to add: there is no such dependency\n", nb.printed.toString());
        assertTrue(nb.error("%%loadFromPOM\n<dependency>").message().contains("the XML can't be read"));
        assertTrue(nb.error("%%loadFromPOM\n<dependency><groupId>a</groupId></dependency>").message().contains("artifactId"));
    }

    @Test
    void aLibraryThatIsNowhereSaysWhereItWasLookedFor() {
        nb.ok("%mavenRepo empty " + directory.toUri());
        String message = nb.error("%maven -o --local=" + directory.resolve("local") + " none.such:nothing:1.0").message();
        assertTrue(message.contains("none.such:nothing:jar:1.0"), message);
        assertTrue(nb.error("%maven -o --local=/proc/nowhere none.such:nothing:1.0").message().length() > 80);
    }

    @Test
    void starsTakeJarsAloneAndReadWhatMayBeRead() throws Exception {
        Path jars = Files.createDirectories(directory.resolve("jars"));
        Files.writeString(jars.resolve("notes.txt"), "no jar");
        assertTrue(nb.error("%jars " + jars + "/*").message().startsWith("%jars: there is no jar " + jars + "/*"));
        assertTrue(nb.error("%jars " + jars + "/notes.txt").message().contains("is no jar; %classpath takes directories too"));
        Files.write(jars.resolve("a.jar"), new byte[]{'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        Path closed = Files.createDirectories(jars.resolve("closed"));
        assertTrue(closed.toFile().setReadable(false));
        assertEquals(List.of(jars.resolve("a.jar").toString()), nb.value("List<String> added = %jars " + jars + "/**\nadded"));
    }

    @Test
    void aDamagedJarIsRefusedSinceTheCompilerWouldFailAtEveryCell() throws Exception {
        Path text = Files.writeString(directory.resolve("damaged.jar"), "not a zip file"),
                empty = Files.writeString(directory.resolve("empty.jar"), "");
        for (Path jar : List.of(text, empty)) {
            for (String magic : List.of("%jars ", "%classpath "))
                assertTrue(nb.error(magic + jar).message().contains(jar + " is neither a directory nor a jar that can be read ("), magic);
            assertEquals(4, nb.value("var kept = \"x\"; 2 + 2"));
        }
        assertEquals("UsageError", nb.error("%classpath " + Files.writeString(directory.resolve("plain.txt"), "text")).name());
        Path library = Files.createDirectories(directory.resolve("repository/lab/broken/1.0"));
        Files.writeString(library.resolve("broken-1.0.pom"), "<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId>"
                + "<artifactId>broken</artifactId><version>1.0</version></project>");
        Files.writeString(library.resolve("broken-1.0.jar"), "half of a library");
        assertTrue(nb.error("%maven -o --local=" + directory.resolve("repository") + " lab:broken:1.0").message()
                .contains("delete it and try again"));
    }

    @Test
    void filesThatAreNoSourceAreTold() throws Exception {
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        Path binary = Files.write(directory.resolve("binary.java"), noise);
        assertEquals("%load: the file is no text in UTF-8", nb.error("%load " + binary).message());
        Path huge = Files.writeString(directory.resolve("huge.java"), "x".repeat(5 << 20));
        assertTrue(nb.error("%load " + huge).message().contains("huge.java has 5.0 MiB, which is more than source code has"));
        assertTrue(nb.error("%load " + directory).message().endsWith("is a directory; it needs the name of a file"));
        Path other = Files.writeString(directory.resolve("other.ipynb"), "{\"worksheets\": [], \"nbformat\": 3}");
        assertTrue(nb.error("%load " + other).message().endsWith("is no notebook of nbformat 4"));
        assertTrue(nb.error("%load " + Files.writeString(directory.resolve("text.ipynb"), "\nno JSON")).message()
                .endsWith("it is no JSON at line 2"));
        assertTrue(nb.ok("%load " + Files.writeString(directory.resolve("empty.java"), "")).value().isEmpty());
    }

    @Test
    void aFileThatLoadsItselfIsStopped() throws Exception {
        Path one = directory.resolve("one.jsh"), two = directory.resolve("two.jsh");
        Files.writeString(one, "int before = 1;\n%load " + two + "\n");
        Files.writeString(two, "%load " + one + "\n");
        CellError e = nb.error("%load " + one);
        assertTrue(e.message().contains("one.jsh loads itself, and would without end"), e::message);
        assertTrue(e.traceback().contains("  lines are those of " + two), e.traceback()::toString);
        assertEquals(1, nb.value("before"));
        Files.writeString(two, "int after = 2;");
        assertEquals(3, nb.value("%load " + one + "\nbefore + after"));
    }

    @Test
    void variablesOfAnyKindAreListed() {
        nb.ok("%reset");
        nb.ok("class Bad { public String toString() { throw new Error(\"none\"); } }\n"
                + "class Odd extends ArrayList<Integer> { public int size() { throw new IllegalStateException(); } }\n"
                + "class Endless extends HashMap<Integer, Integer> { public int size() { while (true); } }");
        nb.ok("var bad = new Bad(); var odd = new Odd(); var endless = new Endless(); var big = new int[5_000_000]; String text = \"a\\nb\";"
                + "Object none = null; var self = new ArrayList<Object>(); self.add(self);");
        nb.ok("%whos");
        List<String> rows = nb.printed.toString().lines().map(l -> l.replaceAll("\\s+", " ").strip()).toList();
        for (String row : List.of("bad Bad (no text: Error was thrown while making it)",
                "odd Odd (no text: IllegalStateException was thrown while making it)",
                "big int[] n=5000000", "text String a...", "none Object null", "self ArrayList<Object> n=1"))
            assertTrue(rows.contains(row), () -> row + " in " + rows);
        assertTrue(rows.stream().anyMatch(r -> r.startsWith("endless Endless (no text: ")), rows::toString);
        nb.ok("%who nonsense");
        assertEquals("No variables match your requested type.\n", nb.printed.toString());
        nb.ok("%reset bad odd");
        nb.ok("%who");
        assertEquals("endless\tbig\ttext\tnone\tself\n", nb.printed.toString());
        nb.ok("%reset\n%who");
        assertEquals("Interactive namespace is empty.\n", nb.printed.toString());
    }

    @Test
    void valuesOfMagicsFitTheirDeclaration() {
        assertEquals(7L, nb.value("long wide = %time 3 + 4\nwide"));
        assertEquals(7, nb.value("var same = %time 7\nsame = %time 7\nsame"));
        assertEquals("UsageError", nb.error("nothing = %timeit").name());
    }

    @Test
    void documentsMayBeEmpty() {
        for (String magic : List.of("html", "javascript", "js", "latex", "markdown", "svg")) {
            nb.ok("%%" + magic);
            assertEquals(1, nb.shown.size(), magic);
        }
    }

    @Test
    void shellsHaveNoInputAndTellHowTheyEnded() {
        nb.ok("%%bash\nread x; echo \"[$x] $?\"; cat");
        assertEquals("[] 1\n", nb.printed.toString());
        nb.ok("%%bash\nhead -c 5000 /dev/urandom");
        assertFalse(nb.printed.isEmpty());
        assertEquals("ShellError", nb.error("%%bash\nkill -9 $$").name());
        assertEquals("bash ended with exit status 7", nb.error("%%bash\nexit 7").message());
        nb.ok("%%bash\nseq 100000 | tail -n 1; seq 100000 >&2");
        assertTrue(nb.printed.toString().contains("100000\n"));
        assertTrue(nb.ok("%%bash").value().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 100", "while true; do :; done", "trap '' TERM INT; while true; do sleep 0.05; done",
            "sh -c 'trap \"\" TERM; while true; do sleep 0.05; done'", "yes"})
    void shellsAreStoppedWithWhatTheyHaveStarted(String script) throws Exception {
        var run = CompletableFuture.supplyAsync(() -> nb.run("%%bash\n" + script), task -> new Thread(task, "caller").start());
        List<ProcessHandle> started = List.of();
        for (long begin = System.nanoTime(); started.isEmpty() && System.nanoTime() - begin < 20_000_000_000L; Thread.sleep(20))
            started = ProcessHandle.current().children().toList();
        TimeUnit.MILLISECONDS.sleep(300);
        started = ProcessHandle.current().descendants().toList();
        assertFalse(started.isEmpty());
        nb.magics.interrupt();
        CellResult result = run.get(20, TimeUnit.SECONDS);
        assertEquals("%%bash was stopped", result.error().orElseThrow().message());
        for (ProcessHandle p : started) p.onExit().get(20, TimeUnit.SECONDS);
    }
}
