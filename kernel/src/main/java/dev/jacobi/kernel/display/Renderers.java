package dev.jacobi.kernel.display;

import dev.jacobi.engine.type.MxException;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/** All renderers, the youngest first. Plain text is always there; a renderer that fails leaves it alone. */
public final class Renderers {
    private final List<Renderer> renderers = new CopyOnWriteArrayList<>();

    /** Those of this package, and before them those that libraries offer as services. */
    public Renderers() {
        renderers.add(new ArrayRenderer());
        renderers.add(new TreeRenderer());
        renderers.add(new PictureRenderer());
        renderers.add(new ComponentRenderer());
        renderers.add(new ChartRenderer());
        ServiceLoader.load(Renderer.class, Renderers.class.getClassLoader()).forEach(this::add);
    }

    /** Adds one, which is asked before those there are. */
    public void add(Renderer renderer) { renderers.addFirst(renderer); }

    /** Everything that can be shown of {@code value}. */
    public MimeBundle render(Object value) {
        if (value instanceof MimeBundle bundle) return bundle;
        if (value instanceof Displayable d) return shown(d);
        MimeBundle bundle = MimeBundle.text(plainText(value));
        if (value == null) return bundle;
        for (Renderer r : renderers) {
            try {
                if (!r.accepts(value)) continue;
                for (var e : r.render(value).data().entrySet()) bundle = bundle.with(e.getKey(), e.getValue());
                return bundle;
            } catch (RuntimeException | LinkageError e) {
                warn(r.getClass(), e);
            }
        }
        return bundle;
    }

    /** Of what can be shown of {@code value} the text, and those of the media types that there are; a text is of each of them. */
    public MimeBundle render(Object value, List<String> types) {
        MimeBundle all = render(value), some = MimeBundle.text(value instanceof CharSequence c ? c.toString() : all.plainText());
        for (String type : types) {
            if (value instanceof CharSequence c) some = some.with(type, c.toString());
            else if (all.data().containsKey(type)) some = some.with(type, all.data().get(type));
        }
        return some;
    }

    /** Its text; a value whose own text fails says so, and is still a value. */
    private static String plainText(Object value) {
        try {
            return PlainText.of(value);
        } catch (StackOverflowError | RuntimeException | AssertionError e) {
            return failed(value, e);
        } catch (Error e) {
            if (e instanceof VirtualMachineError || e instanceof ThreadDeath) throw e;
            return failed(value, e);
        }
    }

    private static String failed(Object value, Throwable e) {
        if (e instanceof dev.jacobi.engine.type.MxException mx) throw mx;
        return value.getClass().getSimpleName() + " whose toString() threw " + e;
    }

    private static MimeBundle shown(Displayable value) {
        try {
            return value.shown();
        } catch (MxException e) {
            throw e; // of the arrays to be shown: the person's
        } catch (RuntimeException | LinkageError e) {
            warn(value.getClass(), e);
            return MimeBundle.text(value.getClass().getSimpleName());
        }
    }

    private static void warn(Class<?> who, Throwable e) {
        System.getLogger("jacobi.display").log(System.Logger.Level.WARNING, who.getName() + " failed; plain text is shown", e);
    }
}
