package dev.jacobi.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What we write is read back by the JDK's own reader. */
class PngTest {

    @Test
    void indexedPictures() throws IOException {
        Random random = new Random(1);
        int[] palette = {0, 0xff000000, 0xffffffff, 0x80123456};
        byte[] pixels = new byte[13 * 7];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) random.nextInt(4);
        System.arraycopy(pixels, 0, pixels, 13, 13);
        var image = ImageIO.read(new ByteArrayInputStream(Png.indexed(13, 7, palette, pixels)));
        for (int y = 0; y < 7; y++)
            for (int x = 0; x < 13; x++) assertEquals(palette[pixels[y * 13 + x]], image.getRGB(x, y), x + ", " + y);
    }

    @Test
    void coloursAndGreys() throws IOException {
        byte[] pixels = new byte[5 * 3 * 4];
        new Random(2).nextBytes(pixels);
        var rgba = ImageIO.read(new ByteArrayInputStream(Png.ofBytes(5, 3, 4, pixels)));
        for (int i = 0; i < 15; i++) {
            int expected = (pixels[4 * i + 3] & 0xff) << 24 | (pixels[4 * i] & 0xff) << 16 | (pixels[4 * i + 1] & 0xff) << 8
                    | pixels[4 * i + 2] & 0xff;
            assertEquals(expected, rgba.getRGB(i % 5, i / 5));
        }
        var rgb = ImageIO.read(new ByteArrayInputStream(Png.ofBytes(5, 4, 3, pixels)));
        assertEquals(0xff000000 | (pixels[3] & 0xff) << 16 | (pixels[4] & 0xff) << 8 | pixels[5] & 0xff, rgb.getRGB(1, 0));
        var grey = ImageIO.read(new ByteArrayInputStream(Png.ofBytes(10, 6, 1, pixels)));
        assertEquals(pixels[25] & 0xff, grey.getRaster().getSample(5, 2, 0));
    }
}
