package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.Arrays;
import java.util.List;

/**
 * Two arrays of one shape side by side: how many elements differ, where they differ most, and a picture of the difference. NaN in the same place counts
 * as equal.
 */
public record ArrayDifference(Array a, Array b) implements Displayable {

    /**
     * The difference in figures.
     *
     * @param differing how many elements differ
     * @param absolute the largest |a - b|; infinite or NaN if an element is so on one side only
     * @param absoluteAt where that is, as a position in row-major order; -1 if nothing differs
     * @param relative the largest |a - b| / max(|a|, |b|)
     * @param relativeAt where that is
     */
    public record Figures(long differing, double absolute, long absoluteAt, double relative, long relativeAt) {}

    /** Computes the figures in one pass over both. */
    public Figures figures() {
        Pass pass = new Pass();
        pass.visit(a, b);
        return new Figures(pass.differing, pass.absolute, pass.absoluteAt, pass.relative, pass.relativeAt);
    }

    @Override
    public MimeBundle shown() {
        if (!Tracer.hasValue(a) || !Tracer.hasValue(b)) return MimeBundle.text("diff of " + Tracer.text(a) + " and " + Tracer.text(b));
        Figures f = figures();
        String header = "diff " + Numbers.type(a) + (a.dtype() == b.dtype() ? "" : " and " + b.dtype());
        String text = f.differing == 0 ? "all " + Numbers.count(a.size(), "element") + " equal"
                : Numbers.count(f.differing) + " of " + Numbers.count(a.size(), "element") + " differ · largest |a − b| "
                        + Numbers.brief(f.absolute) + " at " + where(f.absoluteAt) + " · largest relative " + Numbers.brief(f.relative)
                        + " at "
                        + where(f.relativeAt);
        MimeBundle bundle = MimeBundle.text(header + ": " + text);
        if (f.differing == 0 || a.ndim() == 0) return bundle;
        Array difference = Elements.drawn(a.astype(a.dtype().promote(b.dtype()).toFloating()).subtract(b));
        Statistics s = Statistics.of(difference);
        String html = "<div>" + Html.line(header, "font-weight:600") + Html.line(text, Html.SMALL)
                + Html.line(a.dtype().isComplex() || b.dtype().isComplex() ? "|a − b|" : "a − b", Html.SMALL);
        return bundle.with(MimeBundle.HTML,
                html + ArrayHtml.picture(difference, s, List.of(), Overview.LARGEST, ArrayHtml.LIMIT - html.length() - 100) + "</div>");
    }

    private String where(long position) {
        int[] at = new int[a.ndim()];
        for (int k = at.length - 1; k >= 0; position /= a.dim(k--)) at[k] = (int) (position % a.dim(k));
        return Arrays.toString(at);
    }

    private static final class Pass {
        private static final int BLOCK = 1 << 14;
        private long position, differing, absoluteAt = -1, relativeAt = -1;
        private double absolute, relative;

        void visit(Array a, Array b) {
            if (a.size() <= BLOCK) {
                if (a.dtype().isComplex() || b.dtype().isComplex()) {
                    compare(Elements.doubles(a.subtract(b).abs()), Elements.doubles(a.abs().maximum(b.abs())));
                } else {
                    compare(Elements.doubles(a), Elements.doubles(b), a.size());
                }
            } else {
                int rows = a.dim(0), step = (int) Math.max(1, BLOCK / (a.size() / rows));
                for (int i = 0; i < rows; i += step) {
                    var part = dev.jacobi.engine.array.Index.slice(i, Math.min(i + step, rows));
                    if (step == 1) visit(a.get(i), b.get(i));
                    else
                        visit(a.get(part), b.get(part));
                }
            }
        }

        private void compare(double[] a, double[] b, long size) {
            double[] distance = new double[(int) size], scale = new double[(int) size];
            for (int i = 0; i < size; i++) {
                boolean same = a[i] == b[i] || a[i] != a[i] && b[i] != b[i];
                distance[i] = same ? 0 : Math.abs(a[i] - b[i]);
                scale[i] = Math.max(Math.abs(a[i]), Math.abs(b[i]));
            }
            compare(distance, scale);
        }

        /** Of each element how far a is from b, and how large they are. */
        private void compare(double[] distance, double[] scale) {
            for (int i = 0; i < distance.length; i++, position++) {
                double d = distance[i], r = d / scale[i];
                if (d == 0) continue;
                differing++;
                if (absoluteAt < 0 || absolute == absolute && !(d <= absolute)) {
                    absolute = d;
                    absoluteAt = position;
                }
                if (relativeAt < 0 || relative == relative && !(r <= relative)) {
                    relative = r;
                    relativeAt = position;
                }
            }
        }
    }
}
