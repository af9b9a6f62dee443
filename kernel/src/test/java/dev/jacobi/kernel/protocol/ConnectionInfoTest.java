package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionInfoTest {
    private static final String FILE = """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "key": "k",
             "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "jacobi", "unknown": [1]}
            """;

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("kernel-1.json"), FILE);
        assertEquals(new ConnectionInfo("127.0.0.1", 1, 2, 3, 4, 5, "hmac-sha256", "k"), ConnectionInfo.read(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "transport": "tcp" | "transport": "ipc" | transport 'ipc'
            "transport": "tcp" | "transport": 1 | transport is 1
            "shell_port": 1 | "shell_port": "1" | shell_port is "1"
            "shell_port": 1 | "shell_port": 65536 | shell_port is 65536
            "shell_port": 1 | "shell_port": null | shell_port is null
            "shell_port": 1 | "other_port": 1 | shell_port is missing
            hmac-sha256 | hmac-rot13 | hmac-rot13
            hmac-sha256 | sha256 | sha256
            "ip": "127.0.0.1" | "ip": "" | ip is empty
            } | ] | not JSON
            """)
    void saysWhatIsWrong(String part, String replacement, String expected) {
        var e = assertThrows(ConnectionFileException.class, () -> ConnectionInfo.parse(FILE.replace(part, replacement), "test.json"));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void saysWhichFileIsMissing() {
        var e = assertThrows(ConnectionFileException.class, () -> ConnectionInfo.read(Path.of("no-such-file.json")));
        assertTrue(e.getMessage().contains("no-such-file.json"), e.getMessage());
    }

    @Test
    void aTakenPortIsAnErrorThatNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            ConnectionInfo connection = new ConnectionInfo("127.0.0.1", taken.getLocalPort(), 0, 0, 0, 0, "hmac-sha256", "k");
            var e = assertThrows(IOException.class, () -> KernelServer.start(connection, new ScriptedInterpreter(), line -> {}));
            assertTrue(e.getMessage().contains("shell") && e.getMessage().contains(":" + taken.getLocalPort()), e.getMessage());
        }
    }

    @Test
    void signsAsTheStandardSays() {
        // RFC 4231, test case 2, its text cut in four frames as a message's.
        var frames = List.of("what do ya".getBytes(), " want ".getBytes(), "".getBytes(), "for nothing?".getBytes());
        String expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        Signer signer = Signer.create("hmac-sha256", "Jefe");
        assertEquals(expected, new String(signer.sign(frames)));
        assertTrue(signer.accepts(expected.getBytes(), frames));
        assertEquals(128, Signer.create("hmac-sha512", "Jefe").sign(frames).length);
        for (String wrong : List.of("", expected.substring(1), expected.toUpperCase(), expected + "0", "0" + expected.substring(1))) {
            assertTrue(!signer.accepts(wrong.getBytes(), frames), wrong);
        }
    }
}
