package dev.jacobi.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jacobi.kernel.Main;
import dev.jacobi.kernel.notebook.NotebookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kernel.jar run}: clear words and exit codes for whatever it is given, and no file is ever lost. */
class RunNotebookTest {
    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void name() {
        // A machine in the C locale has no such files.
        boolean any = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('ö');
        file = folder.resolve(any ? "a notebook, größer.ipynb" : "a notebook.ipynb");
    }

    private record Run(int code, String said) {}

    private static Run run(Object... arguments) {
        PrintStream err = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = Jacobi.run(Stream.concat(Stream.of("run"), Stream.of(arguments).map(Object::toString)).toArray(String[]::new));
            return new Run(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }

    private static String notebook(String... sources) {
        StringBuilder cells = new StringBuilder();
        for (String s : sources) {
            cells.append(cells.isEmpty() ? "" : ",")
                    .append("{'cell_type':'code','metadata':{},'outputs':[],'execution_count':null,'source':'")
                    .append(s).append("'}");
        }
        return json("{'nbformat':4,'nbformat_minor':4,'metadata':{},'cells':[" + cells + "]}");
    }

    private static String json(String text) { return text.replace('\'', '"'); }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {"~it has no nbformat", "[]~it has no nbformat",
            "{'cells':[]}~it has no nbformat",
            "hello~it is not JSON in UTF-8", "{'nbformat':4,'cells':[~it is not JSON in UTF-8: Unexpected end-of-input",
            "{'nbformat':3,'worksheets':[]}~of nbformat 3, needed is 4: jupyter nbconvert --to notebook --inplace makes it one",
            "{'nbformat':5,'cells':[]}~of nbformat 5, needed is 4", "{'nbformat':4}~it has no list of cells",
            "{'nbformat':4,'cells':['x']}~one of its cells is no object"})
    void whatIsNoNotebookIsToldAndStays(String text, String said) throws IOException {
        String before = text == null ? "" : json(text);
        Files.writeString(file, before);
        Run run = run(file);
        assertEquals(2, run.code, run.said);
        assertTrue(run.said.startsWith(file + " is ") && run.said.contains(said) && run.said.lines().count() == 1, run.said);
        assertEquals(before, Files.readString(file));
    }

    @Test
    void otherBytesAndNoFileAreToldToo() throws IOException {
        byte[] latin = notebook("// é").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);
        Run run = run(file);
        assertTrue(run.code == 2 && run.said.contains("it is not JSON in UTF-8: Invalid UTF-8"), run.said);
        assertEquals(latin.length, Files.size(file));
        assertTrue(run(folder.resolve("nothing.ipynb")).said.contains("nothing.ipynb can't be read: there is no such file"));
        assertTrue(run(folder).said.contains("can't be read: it is a directory"));
        assertEquals(2, run().code);
    }

    @Test
    void whatAnotherProgramLeftOutIsThereAfterwardsAndWhatIsUnknownStays() throws IOException {
        Files.writeString(file, json("{'nbformat':4,'nbformat_minor':5,'other':{'n':1.10,'nan':NaN,'big':12345678901234567890},"
                + "'cells':[{'cell_type':'code','source':['int a = 1;\\n','a']},{'cell_type':'markdown','source':'# é','id':'kept'},"
                + "{'cell_type':'code','source':null},{'cell_type':'code','source':'display(Character.toString(0xd83d));'}]}"));
        assertEquals(new Run(0, ""), run(file));
        String text = Files.readString(file);
        JsonNode root = new ObjectMapper().readTree(text.replace("NaN", "null"));
        assertEquals(json("{'n':1.10,'nan':NaN,'big':12345678901234567890}"),
                text.replaceAll("(?s).*\"other\": (\\{.*?\\}).*", "$1").replaceAll("\\s", ""));
        assertEquals("1", root.at("/cells/0/outputs/0/data/text~1plain/0").asText());
        assertEquals("?", root.at("/cells/3/outputs/0/data/text~1plain/0").asText(), "half of a surrogate pair");
        for (JsonNode cell : root.path("cells")) {
            assertTrue(cell.path("metadata").isObject() && cell.path("id").isTextual(), cell.toString());
            assertEquals(cell.path("cell_type").asText().equals("code"), cell.path("outputs").isArray(), cell.toString());
        }
        assertEquals("kept", root.at("/cells/1/id").asText());
        assertTrue(root.path("metadata").isObject() && text.endsWith("}\n"));
        assertEquals(List.of(file), files());
    }

    @Test
    void aCellThatFailsIsToldAndWhatRanIsWritten() throws IOException {
        Files.writeString(file, notebook("int a = 1; a", "a / 0", "2"));
        Run run = run(file);
        assertEquals(1, run.code);
        assertTrue(run.said.contains("A cell failed:\na / 0\njava.lang.ArithmeticException: / by zero"), run.said);
        var cells = NotebookFile.read(file).codeCells();
        assertEquals(List.of("1\n", "java.lang.ArithmeticException: / by zero\n  at cell 2:1\n      a / 0\n", ""),
                cells.stream().map(NotebookFile.Cell::shownText).toList());
        Files.writeString(file,
                notebook("1 / 0").replace("\"metadata\":{},\"outputs\"", "\"metadata\":{\"tags\":[\"raises-exception\"]},\"outputs\""));
        assertEquals(0, run(file).code, "it was announced");
    }

    @Test
    void nobodyIsAskedAndNothingEndsTheProcess() throws IOException {
        for (String code : List.of("input(null)", "System.in.read()", "System.exit(0)")) {
            Files.writeString(file, notebook(code));
            Run run = run(file);
            assertEquals(1, run.code, code);
            assertTrue(
                    run.said.contains(code.startsWith("System.exit") ? "it was refused" : "a notebook that runs by itself takes no input"),
                    run.said);
        }
    }

    @Test
    void manyMegabytesOfOutputAreWritten() throws IOException {
        Files.writeString(file, notebook("String l = \\\"x\\\".repeat(99); for (int i = 0; i < 100_000; i++) System.out.println(l);"));
        assertEquals(new Run(0, ""), run(file));
        assertEquals(10_000_000, NotebookFile.read(file).codeCells().getFirst().shownText().length());
    }

    @Test
    void aReadOnlyFileStaysUnlessAnotherIsNamed() throws IOException {
        String before = notebook("6 * 7");
        Files.writeString(file, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Run refused = run(file);
        assertEquals(new Run(2, file + " can't be written: it is read-only\n"), refused);
        Path other = folder.resolve("other.ipynb");
        assertEquals(new Run(0, ""), run(file, "-o", other));
        assertEquals(before, Files.readString(file));
        assertTrue(Files.readString(other).contains("\"42\""));
        assertEquals(2, run(other, "-o", folder.resolve("no/such/folder.ipynb")).code);
    }

    @Test
    void aLinkStaysALinkAndPermissionsStay() throws IOException {
        Files.writeString(file, notebook("6 * 7"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.ipynb"), file.getFileName());
        assertEquals(0, run(link).code);
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(file).contains("\"42\""));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /** Without the options of the kernelspec another process does the work: it ends with the first one, and the file is what it was. */
    @Test
    void aRunThatIsKilledLeavesNothingBehind() throws Exception {
        String before = notebook("System.err.println(1234567 + 1); while (true) { }");
        Files.writeString(file, before);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "run", file.toString()).start();
        List<ProcessHandle> children = List.of();
        for (int i = 0; i < 600 && children.isEmpty(); i++) {
            Thread.sleep(100);
            children = process.children().toList();
        }
        assertEquals(1, children.size());
        process.destroyForcibly();
        children.getFirst().onExit().get(30, TimeUnit.SECONDS);
        assertFalse(children.getFirst().isAlive());
        assertEquals(before, Files.readString(file));
        assertEquals(List.of(file), files());
    }
}
