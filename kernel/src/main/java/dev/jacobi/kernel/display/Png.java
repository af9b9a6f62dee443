package dev.jacobi.kernel.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files (ISO/IEC 15948) with nothing but java.util.zip: no windowing toolkit is loaded for a picture. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int INDEXED = 3, GREY = 0, RGB = 2, RGBA = 6;

    /**
     * A picture of up to 256 colours.
     *
     * @param palette the colours as 0xAARRGGBB
     * @param pixels indices into it, row by row
     */
    static byte[] indexed(int width, int height, int[] palette, byte[] pixels) {
        byte[] colours = new byte[3 * palette.length], alphas = new byte[palette.length];
        for (int i = 0; i < palette.length; i++) {
            colours[3 * i] = (byte) (palette[i] >> 16);
            colours[3 * i + 1] = (byte) (palette[i] >> 8);
            colours[3 * i + 2] = (byte) palette[i];
            alphas[i] = (byte) (palette[i] >>> 24);
        }
        return file(width, height, INDEXED, 1, pixels, out -> {
            chunk(out, "PLTE", colours);
            chunk(out, "tRNS", Arrays.copyOf(alphas, alphasNeeded(alphas)));
        });
    }

    /** Colours that are not listed are opaque. */
    private static int alphasNeeded(byte[] alphas) {
        int n = alphas.length;
        while (n > 1 && alphas[n - 1] == (byte) 0xff) n--;
        return n;
    }

    /** A picture of 1 (grey), 3 (red, green, blue) or 4 (and alpha) bytes a pixel. */
    static byte[] ofBytes(int width, int height, int channels, byte[] pixels) {
        int type = channels == 1 ? GREY : channels == 3 ? RGB : RGBA;
        return file(width, height, type, channels, pixels, out -> {
        });
    }

    private interface Chunks {
        void write(ByteArrayOutputStream out);
    }

    private static byte[] file(int width, int height, int type, int channels, byte[] pixels, Chunks before) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) type).put(new byte[3]).array());
        before.write(out);
        chunk(out, "IDAT", deflated(filtered(pixels, width * channels, height)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Rows with their filter: a row equal to the one above is written as differences, which are all zero. */
    private static byte[] filtered(byte[] pixels, int row, int height) {
        byte[] rows = new byte[(row + 1) * height];
        for (int y = 0; y < height; y++) {
            int from = y * row, to = y * (row + 1);
            if (y > 0 && Arrays.equals(pixels, from, from + row, pixels, from - row, from)) rows[to] = 2;
            else
                System.arraycopy(pixels, from, rows, to + 1, row);
        }
        return rows;
    }

    private static byte[] deflated(byte[] data) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(data);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) out.write(part, 0, deflater.deflate(part));
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(12 + data.length).putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array());
    }

    private Png() {}
}
