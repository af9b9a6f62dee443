package dev.jacobi.kernel.display;

import dev.jacobi.kernel.protocol.MimeBundle;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import javax.swing.JComponent;

/** Shows a Swing component as a picture of how it looks now; nobody can click it. No screen is needed. */
final class ComponentRenderer implements Renderer {
    @Override
    public boolean accepts(Object value) {
        for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass()) if (c.getName().equals("javax.swing.JComponent")) return true;
        return false;
    }

    @Override
    public MimeBundle render(Object value) { return Drawn.bundle((JComponent) value); }

    /** What needs the toolkit. */
    private static final class Drawn {
        static MimeBundle bundle(JComponent component) {
            if (component.getWidth() <= 0 || component.getHeight() <= 0) component.setSize(component.getPreferredSize());
            Dimension size = component.getSize();
            layOut(component);
            var image = new BufferedImage(Math.max(1, size.width), Math.max(1, size.height), BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = image.createGraphics();
            try {
                component.print(graphics);
            } finally {
                graphics.dispose();
            }
            return PictureRenderer.Pictures.bundle(image).with("text/plain",
                    component.getClass().getSimpleName() + " of " + size.width + " × "
                            + size.height + " pixels");
        }

        /** Swing lays out what is on a screen; this is not. */
        private static void layOut(java.awt.Container container) {
            container.doLayout();
            for (java.awt.Component c : container.getComponents()) if (c instanceof java.awt.Container inner) layOut(inner);
        }

        private Drawn() {}
    }
}
