package dev.jacobi.kernel.display;

import dev.jacobi.kernel.protocol.MimeBundle;
import java.awt.image.BufferedImage;
import java.util.Base64;

/** Shows a {@code BufferedImage}. Until there is one, nothing of the windowing toolkit is loaded: a value is told by its class's name. */
final class PictureRenderer implements Renderer {
    @Override
    public boolean accepts(Object value) {
        for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass())
            if (c.getName().equals("java.awt.image.BufferedImage")) return true;
        return false;
    }

    @Override
    public MimeBundle render(Object value) { return Pictures.bundle(value); }

    /** What needs the toolkit. */
    static final class Pictures {
        static MimeBundle bundle(Object value) {
            BufferedImage image = (BufferedImage) value;
            return MimeBundle.text("image of " + image.getWidth() + " × " + image.getHeight() + " pixels").with("image/png",
                    Base64.getEncoder().encodeToString(png(image)));
        }

        static byte[] png(BufferedImage image) {
            int width = image.getWidth(), height = image.getHeight(), channels = image.getColorModel().hasAlpha() ? 4 : 3;
            byte[] pixels = new byte[width * height * channels];
            int at = 0;
            for (int argb : image.getRGB(0, 0, width, height, null, 0, width)) {
                pixels[at++] = (byte) (argb >> 16);
                pixels[at++] = (byte) (argb >> 8);
                pixels[at++] = (byte) argb;
                if (channels == 4) pixels[at++] = (byte) (argb >>> 24);
            }
            return Png.ofBytes(width, height, channels, pixels);
        }

        private Pictures() {}
    }
}
