package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.kernel.protocol.MimeBundle;

/** Shows records, maps, lists and the like with arrays in them. A few numbers are best read as plain text. */
final class TreeRenderer implements Renderer {
    private static final int TEXT_UP_TO = 12;

    @Override
    public boolean accepts(Object value) {
        if (value instanceof Array) return false;
        Tree tree = Tree.of(value);
        return !(tree.structure() instanceof Structure.Static) && tree.leaves().stream().mapToLong(Array::size).sum() > TEXT_UP_TO;
    }

    @Override
    public MimeBundle render(Object value) {
        return MimeBundle.of(MimeBundle.HTML, TreeHtml.of(value, Tree.of(value)));
    }
}
