package dev.jacobi.kernel.display;

import java.util.Arrays;

/** Draws a grid: a cell's colour is its value; what is not finite is black with a glyph; what was clipped has a marked corner. */
final class HeatMap {
    private static final int SEAM = 7, GAPS_FROM = 9;
    private static final String[] CROSS = {"#   #", " # # ", "  #  ", " # # ", "#   #"},
            PLUS = {"  #  ", "  #  ", "#####", "  #  ", "  #  "},
            MINUS = {"     ", "     ", "#####", "     ", "     "};
    private static final String[] SMALL_CROSS = {"# #", " # ", "# #"}, SMALL_PLUS = {" # ", "###", " # "},
            SMALL_MINUS = {"   ", "###", "   "};

    private final Grid grid;
    private final Palette palette;
    private final int cell;
    private final int width, height;
    private final byte[] pixels;

    private HeatMap(Grid grid, Palette palette, int cell) {
        this.grid = grid;
        this.palette = palette;
        this.cell = cell;
        width = grid.columns() * cell + (grid.columnSeam() > 0 ? SEAM : 0);
        height = grid.rows() * cell + (grid.rowSeam() > 0 ? SEAM : 0);
        pixels = new byte[width * height];
    }

    /** Draws {@code grid} with cells of {@code cell} pixels. */
    static HeatMap draw(Grid grid, Palette palette, int cell) {
        HeatMap map = new HeatMap(grid, palette, cell);
        for (int r = 0; r < grid.rows(); r++) for (int c = 0; c < grid.columns(); c++) map.drawCell(r, c);
        map.drawSeams();
        return map;
    }

    int width() { return width; }

    int height() { return height; }

    /** The left edge of a column of cells. */
    int x(int column) {
        return column * cell + (grid.columnSeam() > 0 && column >= grid.columnSeam() ? SEAM : 0);
    }

    /** The upper edge of a row of cells. */
    int y(int row) { return row * cell + (grid.rowSeam() > 0 && row >= grid.rowSeam() ? SEAM : 0); }

    /** The colour index of a pixel. */
    byte pixel(int x, int y) { return pixels[y * width + x]; }

    byte[] png() { return Png.indexed(width, height, palette.colours(), pixels); }

    private void drawCell(int row, int column) {
        double v = grid.at(row, column);
        int left = x(column), top = y(row), side = cell >= GAPS_FROM ? cell - 1 : cell;
        boolean isFinite = v - v == 0;
        byte colour = isFinite ? palette.colour(v) : Palette.BLACK;
        for (int y = top; y < top + side; y++) Arrays.fill(pixels, y * width + left, y * width + left + side, colour);
        if (!isFinite) drawGlyph(v, left, top, side);
        else if (palette.range().clips(v) && palette.kind() == Palette.Kind.RAMP)
            drawTick(v > palette.range().high(), left, top, side, palette.inkOn(colour));
    }

    private void drawGlyph(double v, int left, int top, int side) {
        boolean small = side < 7;
        String[] glyph = v != v ? small ? SMALL_CROSS : CROSS : v > 0 ? small ? SMALL_PLUS : PLUS : small ? SMALL_MINUS : MINUS;
        int n = glyph.length, scale = Math.max(1, (side - 4) / n), margin = (side - n * scale) / 2;
        for (int y = 0; y < n * scale; y++) {
            for (int x = 0; x < n * scale; x++) {
                if (glyph[y / scale].charAt(x / scale) == '#') pixels[(top + margin + y) * width + left + margin + x] = Palette.WHITE;
            }
        }
    }

    /** A triangle in the upper right corner for what is above the range, in the lower left one for what is below. */
    private void drawTick(boolean above, int left, int top, int side, byte ink) {
        int n = Math.max(1, side / 3);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n - i; k++) {
                int x = above ? left + side - 1 - k : left + k, y = above ? top + i : top + side - 1 - i;
                pixels[y * width + x] = ink;
            }
        }
    }

    private void drawSeams() {
        if (grid.rowSeam() > 0) {
            int y = grid.rowSeam() * cell + SEAM / 2 - 1;
            for (int x = 0; x < width; x++) if (x % 6 < 2) pixels[y * width + x] = pixels[(y + 1) * width + x] = Palette.GREY;
        }
        if (grid.columnSeam() > 0) {
            int x = grid.columnSeam() * cell + SEAM / 2 - 1;
            for (int y = 0; y < height; y++) if (y % 6 < 2) pixels[y * width + x] = pixels[y * width + x + 1] = Palette.GREY;
        }
    }
}
