package dev.jacobi.kernel.display;

import dev.jacobi.engine.type.DType;

/** What the colours of a picture stand for, as one line. */
final class Legend {
    private static final int BAR = 128, HEIGHT = 10;

    /** The legend of {@code palette} over elements of {@code dtype} with these statistics. */
    static String of(Palette palette, DType dtype, Statistics s) {
        StringBuilder html = new StringBuilder("<div style=\"font-size:85%\">");
        int[] ramp = palette.ramp();
        switch (palette.kind()) {
            case RAMP -> {
                byte[] pixels = new byte[BAR * HEIGHT]; // at its true size: exported pages let an image keep its own proportions
                for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i % BAR * ramp.length / BAR);
                ValueRange r = palette.range();
                html.append(text((s.min() < r.low() ? "≤ " : "") + Numbers.label(dtype, r.low()))).append(' ');
                html.append(Html.png(Png.indexed(BAR, HEIGHT, ramp, pixels), BAR, HEIGHT, "to", "")).append(' ');
                html.append(text((s.max() > r.high() ? "≥ " : "") + Numbers.label(dtype, r.high())));
            }
            case CATEGORIES -> {
                int last = (int) (s.max() - s.min());
                for (int i = 0; i <= last; i++) swatch(html, ramp[i], Numbers.label(dtype, palette.range().low() + i));
            }
            case BOOLS -> {
                swatch(html, ramp[0], "False");
                swatch(html, ramp[1], "True");
            }
        }
        return html.append("</div>").toString();
    }

    private static void swatch(StringBuilder html, int colour, String text) {
        html.append(Html.png(Png.indexed(1, 1, new int[]{colour}, new byte[1]), HEIGHT, HEIGHT, "", "")).append(' ').append(text(text))
                .append("&nbsp; ");
    }

    /** Paler than the rest of the page; the colours beside it are not, since they are those of the picture. */
    private static String text(String text) {
        return "<span style=\"opacity:.8\">" + text + "</span>";
    }

    private Legend() {}
}
