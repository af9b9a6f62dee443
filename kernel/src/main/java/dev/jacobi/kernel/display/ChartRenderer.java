package dev.jacobi.kernel.display;

import dev.jacobi.kernel.protocol.MimeBundle;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Shows charts of XChart, and of JFreeChart if a cell brings it: the kernel doesn't need it, so it is known by its class's name. Until there is a chart
 * nothing of the windowing toolkit is loaded.
 */
final class ChartRenderer implements Renderer {
    private static final String XCHART = "org.knowm.xchart.internal.chartpart.Chart", JFREECHART = "org.jfree.chart.JFreeChart";
    private static final int WIDTH = 640, HEIGHT = 400;

    @Override
    public boolean accepts(Object value) { return is(value, XCHART) || is(value, JFREECHART); }

    private static boolean is(Object value, String type) {
        for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass()) if (c.getName().equals(type)) return true;
        return false;
    }

    @Override
    public MimeBundle render(Object value) {
        BufferedImage picture = is(value, XCHART) ? Drawn.of(value) : drawnByItself(value);
        return PictureRenderer.Pictures.bundle(picture).with("text/plain", value.getClass().getSimpleName());
    }

    private static BufferedImage drawnByItself(Object chart) {
        try {
            return (BufferedImage) chart.getClass().getMethod("createBufferedImage", int.class, int.class).invoke(chart, WIDTH, HEIGHT);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("[display] this version of " + JFREECHART + " has no createBufferedImage(int, int)", e);
        }
    }

    /** What needs the library. */
    private static final class Drawn {
        static BufferedImage of(Object chart) { return BitmapEncoder.getBufferedImage((Chart<?, ?>) chart); }

        private Drawn() {}
    }
}
