package dev.jacobi.kernel.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** A front end's streams in the shape of {@code System.out}, {@code System.err} and {@code System.in}. */
public final class StandardStreams {
    private StandardStreams() {}

    /**
     * Flushing it does nothing: text is sent soon by itself, and programs that flush every line would make a message of each. Nor does closing:
     * whoever closes a writer around it does not mean everyone else's output.
     */
    public static PrintStream output(Frontend frontend, StreamName name) {
        return new PrintStream(new Output(frontend, name), false, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /** Each line that is read is asked from the person. */
    public static InputStream input(Frontend frontend) {
        return new Input(frontend);
    }

    private static final class Output extends OutputStream {
        private final Frontend frontend;
        private final StreamName name;
        /** The beginning of a character whose other bytes are still to come. */
        private byte[] pending = {};

        Output(Frontend frontend, StreamName name) {
            this.frontend = frontend;
            this.name = name;
        }

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            String text = decode(bytes, offset, length);
            // Outside of the lock: it may wait for a slow front end.
            if (!text.isEmpty()) frontend.stream(name, text);
        }

        private synchronized String decode(byte[] bytes, int offset, int length) {
            byte[] all = bytes;
            int start = offset;
            int end = offset + length;
            if (pending.length > 0) {
                all = new byte[pending.length + length];
                System.arraycopy(pending, 0, all, 0, pending.length);
                System.arraycopy(bytes, offset, all, pending.length, length);
                start = 0;
                end = all.length;
            }
            int whole = end - incompleteTail(all, start, end);
            pending = Arrays.copyOfRange(all, whole, end);
            return new String(all, start, whole - start, StandardCharsets.UTF_8);
        }

        /** How many bytes at the end begin a character without completing it. */
        private static int incompleteTail(byte[] bytes, int start, int end) {
            for (int i = end - 1; i >= Math.max(start, end - 3); i--) {
                int b = bytes[i] & 0xFF;
                if ((b & 0xC0) == 0x80) continue;
                int needed = b >= 0xF0 && b <= 0xF4 ? 4 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xC2 && b < 0xE0 ? 2 : 1;
                return end - i < needed ? end - i : 0;
            }
            return 0;
        }
    }

    private static final class Input extends InputStream {
        private final Frontend frontend;
        private byte[] line = {};
        private int next;

        Input(Frontend frontend) {
            this.frontend = frontend;
        }

        @Override
        public synchronized int read() throws IOException {
            fill();
            return line[next++] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) return 0;
            fill();
            int count = Math.min(length, line.length - next);
            System.arraycopy(line, next, target, offset, count);
            next += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - next;
        }

        private void fill() throws IOException {
            if (next < line.length) return;
            line = (frontend.input("", false) + "\n").getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
    }
}
