package org.jfree.chart;

import java.awt.image.BufferedImage;

/** Stands for the library's class of this name, which the kernel knows by name alone: what is drawn is asked for with this method. */
public final class JFreeChart {
    public BufferedImage createBufferedImage(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }
}
