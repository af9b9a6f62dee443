package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.ShapeException;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.List;

/**
 * An array to be shown.
 *
 * @param array the array
 * @param names its axes' names, or none
 * @param overview what its map tells of blocks of elements, if it is large
 */
public record ArrayView(Array array, List<String> names, Overview overview) implements Displayable {

    /** A view that keeps its own copy of the names. */
    public ArrayView {
        names = List.copyOf(names);
    }

    static ArrayView of(Array x) { return new ArrayView(x, List.of(), Overview.MEANS); }

    /**
     * With a name for each axis.
     *
     * @throws ShapeException if there are more or fewer names than axes
     */
    public ArrayView axes(String... axes) {
        if (axes.length != array.ndim()) {
            throw new ShapeException("axes", Count.of(axes.length, "name") + " for an array of shape " + array.shape() + ": each of its "
                    + Count.axes(array.ndim()) + " needs one");
        }
        return new ArrayView(array, List.of(axes), overview);
    }

    /** With a map of the elements of largest magnitude, if it is too large for a cell each: means hide spikes. */
    public ArrayView largest() {
        return new ArrayView(array, names, Overview.LARGEST);
    }

    @Override
    public MimeBundle shown() {
        MimeBundle bundle = MimeBundle.text(PlainText.of(array));
        boolean isHtml = ArrayHtml.isWorthwhile(array) && Tracer.hasValue(array);
        return isHtml ? bundle.with(MimeBundle.HTML, ArrayHtml.of(array, bundle.plainText(), names, overview)) : bundle;
    }
}
