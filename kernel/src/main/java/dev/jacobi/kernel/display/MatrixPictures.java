package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Heat maps of an array of two or more axes: the last two span a map, the ones before a grid of up to 16 maps. */
final class MatrixPictures {
    /** How many cells all maps of one array have together at most. */
    static final int CELLS = 12_800;
    private static final int SIDE = 64, MOST_RATIO = 4, FACETS = 16, HOVER = 1024;

    private final Array x;
    private final Statistics statistics;
    private final List<String> axes;
    private final Overview overview;
    /** How many cells a map has along each axis. */
    private final int rows, columns;
    private final int facets;

    MatrixPictures(Array x, Statistics statistics, List<String> axes, Overview overview, int cells) {
        this.x = x;
        this.statistics = statistics;
        this.axes = axes;
        this.overview = overview;
        facets = (int) Math.min(facetsInAll(), FACETS);
        double each = (double) cells / facets, ratio = (double) Math.max(height(), width()) / Math.max(1, Math.min(height(), width()));
        int longest = Math.clamp((int) Math.sqrt(each * Math.min(ratio, MOST_RATIO)), 4, SIDE);
        rows = cellsAlong(height(), longest);
        columns = cellsAlong(width(), longest);
    }

    /** As many cells for each element as along the longest axis, so that a map keeps the matrix' proportions, if these are not extreme. */
    private int cellsAlong(int n, int longest) {
        int most = Math.max(height(), width());
        if (most <= longest) return n;
        return (int) Math.clamp(Math.round((double) n * longest / most), Math.min(n, longest / MOST_RATIO), longest);
    }

    String html(int room) {
        boolean fits = rows == height() && columns == width();
        List<Grid> grids = new ArrayList<>();
        for (int k = 0; k < facets; k++) grids.add(grid(x.ndim() == 2 ? x : facet(at(k)), fits, overview));
        boolean spikes = !fits && overview == Overview.LARGEST;
        Statistics shown = spikes ? statistics(grids) : statistics;
        Palette palette = fits || spikes && x.dtype() == DType.BOOL ? Palette.of(x.dtype(), statistics)
                : spikes ? Palette.ofSpikes(shown) : Palette.ofMeans(shown);
        String legend = Legend.of(palette, x.dtype(), shown);
        StringBuilder html = new StringBuilder();
        html.append(Html.line(labels(fits), Html.SMALL));
        if (x.ndim() == 2) html.append(single(grids.getFirst(), palette, fits, room));
        else
            html.append(grid(grids, palette));
        html.append(legend);
        if (x.ndim() == 2 && !fits) html.append(parts(room - html.length()));
        return html.toString();
    }

    private Grid grid(Array matrix, boolean fits, Overview of) {
        return fits ? Grid.of(matrix) : Grid.overview(matrix, rows, columns, of);
    }

    /** Of what is drawn, which may be far from what most elements are. */
    private static Statistics statistics(List<Grid> grids) {
        return Statistics.of(mx.array(grids.stream().flatMapToDouble(g -> Arrays.stream(g.values())).toArray(), DType.FLOAT64));
    }

    private int height() { return x.dim(-2); }

    private int width() { return x.dim(-1); }

    private String axis(int k) { return k < axes.size() ? axes.get(k) : "axis " + k; }

    private String labels(boolean fits) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < x.ndim(); k++) {
            String arrow = k == x.ndim() - 1 ? " → " : k == x.ndim() - 2 ? " ↓ " : " ⊞ ";
            text.append(k == 0 ? "" : " · ").append(axis(k)).append(arrow).append(Numbers.count(x.dim(k)));
        }
        if (!fits) {
            text.append(" · a cell is the ").append(overview.words()).append(" of about ").append(blocks(height(), rows)).append(" × ")
                    .append(blocks(width(), columns)).append(" elements");
        }
        return text.toString();
    }

    private static String blocks(int elements, int cells) { return Numbers.brief(Math.round(10.0 * elements / cells) / 10.0); }

    // one map

    private String single(Grid grid, Palette palette, boolean fits, int room) {
        HeatMap map = HeatMap.draw(grid, palette, cellSide(grid, 6, 20, 384));
        byte[] png = map.png();
        String hover = fits ? hover(grid, map, png, room - png.length * 4 / 3 - 2500) : "";
        String html = hover.isEmpty() ? image(png, map, "") : image(png, map, " usemap=\"#" + name(png) + "\"") + hover;
        return "<div>" + html + "</div>";
    }

    /** What means hide: single elements, and spikes. */
    private String parts(int room) {
        String corners = corners(Palette.ofMeans(statistics), room);
        return overview == Overview.MEANS && x.dtype() != DType.BOOL ? corners + largest(room - corners.length()) : corners;
    }

    private String largest(int room) {
        Grid grid = Grid.overview(x, rows, columns, Overview.LARGEST);
        Statistics shown = statistics(List.of(grid));
        Palette palette = Palette.ofSpikes(shown);
        HeatMap map = HeatMap.draw(grid, palette, cellSide(grid, 4, 12, 256));
        String html = Html.details("spikes: the " + Overview.LARGEST.words() + " of each block",
                image(map.png(), map, "") + Legend.of(palette, x.dtype(), shown));
        return html.length() < room - 2500 ? html : "";
    }

    /** The first and last rows and columns one by one, for an array of which the map shows means. */
    private String corners(Palette means, int room) {
        Palette palette = x.dtype() == DType.BOOL ? Palette.of(x.dtype(), statistics) : means;
        Grid grid = Grid.corners(x, 24);
        HeatMap map = HeatMap.draw(grid, palette, 9);
        String html = Html.details("corners: the first and last " + Math.min(12, Math.max(height(), width()) / 2) + " of each axis",
                Html.line(corner(axis(0), height(), " ↓ ") + " · " + corner(axis(1), width(), " → "), Html.SMALL)
                        + image(map.png(), map, ""));
        return html.length() < room - 2500 ? html : "";
    }

    private static String corner(String axis, int n, String arrow) {
        return axis + arrow + (n <= 24 ? "0 … " + (n - 1) : "0 … 11 ┄ " + (n - 12) + " … " + (n - 1)) + " of " + Numbers.count(n);
    }

    private static int cellSide(Grid grid, int least, int most, int span) {
        return Math.clamp(span / Math.max(grid.rows(), grid.columns()), least, most);
    }

    private String image(byte[] png, HeatMap map, String attributes) {
        return Html.png(png, map.width(), map.height(), "heat map of " + Numbers.type(x), attributes);
    }

    private static String name(byte[] png) {
        CRC32 crc = new CRC32();
        crc.update(png);
        return "m" + Long.toHexString(crc.getValue());
    }

    /**
     * The indices and values of cells, shown when the pointer rests on them: of each by itself, or, where that takes more than {@code room}, of as few
     * neighbours in a row together as fit; nothing if there are too many.
     */
    private String hover(Grid grid, HeatMap map, byte[] png, int room) {
        if (grid.rows() * grid.columns() > HOVER) return "";
        for (int together = 1; together <= grid.columns(); together++) {
            String html = hover(grid, map, name(png), together);
            if (html.length() <= room) return html;
        }
        return "";
    }

    private String hover(Grid grid, HeatMap map, String name, int together) {
        StringBuilder html = new StringBuilder("<map name=\"" + name + "\">");
        int side = grid.columns() > 1 ? map.x(1) : map.width();
        for (int r = 0; r < grid.rows(); r++) {
            for (int c = 0; c < grid.columns(); c += together) {
                int end = Math.min(c + together, grid.columns());
                html.append("<area coords=\"").append(map.x(c)).append(',').append(map.y(r)).append(',').append(map.x(end - 1) + side)
                        .append(',').append(map.y(r) + side).append("\" title=\"[").append(r).append(", ").append(c);
                if (end > c + 1) html.append(':').append(end);
                html.append("] =");
                for (int k = c; k < end; k++) html.append(' ').append(ArrayHtml.element(x.dtype(), grid.at(r, k)));
                html.append("\">");
            }
        }
        return html.append("</map>").toString();
    }

    // several maps

    private String grid(List<Grid> grids, Palette palette) {
        int outer = x.ndim() - 2;
        long all = facetsInAll();
        int perRow = outer >= 2 && x.dim(outer - 1) <= FACETS / 2 ? x.dim(outer - 1) : Integer.MAX_VALUE;
        StringBuilder html = new StringBuilder("<div>");
        for (int shown = 0; shown < facets; shown++) {
            if (all > facets && shown == (facets + 1) / 2) {
                html.append("<div style=\"").append(Html.SMALL).append("\">⋯ ").append(Numbers.count(all - facets)).append(" more ⋯</div>");
            } else if (shown > 0 && facetNumber(shown) % perRow == 0) {
                html.append("<br>");
            }
            facet(html, at(shown), grids.get(shown), palette);
        }
        return html.append("</div>").toString();
    }

    private long facetsInAll() {
        long all = 1;
        for (int k = 0; k < x.ndim() - 2; k++) all *= x.dim(k);
        return all;
    }

    /** Which of all facets is shown as this one: the first ones, and the last ones. */
    private long facetNumber(int shown) {
        return shown < (facets + 1) / 2 ? shown : facetsInAll() - facets + shown;
    }

    /** Its indices along the outer axes. */
    private int[] at(int shown) {
        int[] at = new int[x.ndim() - 2];
        long rest = facetNumber(shown);
        for (int k = at.length - 1; k >= 0; rest /= x.dim(k--)) at[k] = (int) (rest % x.dim(k));
        return at;
    }

    private Array facet(int[] at) { return x.get(at[0], Arrays.copyOfRange(at, 1, at.length)); }

    private void facet(StringBuilder html, int[] at, Grid grid, Palette palette) {
        HeatMap map = HeatMap.draw(grid, palette, cellSide(grid, 4, 14, 112));
        html.append("<span style=\"display:inline-block;margin:0 10px 6px 0;vertical-align:top\"><span style=\"").append(Html.SMALL)
                .append("\">")
                .append(Arrays.toString(at)).append("</span><br>")
                .append(Html.png(map.png(), map.width(), map.height(), "heat map of " + Arrays.toString(at), "")).append("</span>");
    }
}
