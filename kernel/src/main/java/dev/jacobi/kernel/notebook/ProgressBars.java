package dev.jacobi.kernel.notebook;

import dev.jacobi.engine.progress.ProgressDisplay;
import dev.jacobi.engine.progress.ProgressState;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.text.HtmlText;
import java.util.Locale;
import java.util.UUID;

/** Loops as outputs of a cell, each replaced in place: text, and a progress element where the size is known. */
record ProgressBars(Frontend frontend) implements ProgressDisplay {

    @Override
    public Bar open() {
        String id = UUID.randomUUID().toString();
        boolean[] shown = new boolean[1];
        return state -> {
            if (shown[0]) frontend.updateDisplay(bundle(state), id);
            else
                frontend.display(bundle(state), id);
            shown[0] = true;
        };
    }

    private static MimeBundle bundle(ProgressState state) {
        MimeBundle text = MimeBundle.text(state.text());
        if (state.size().isEmpty()) return text;
        return text.with(MimeBundle.HTML,
                String.format(Locale.ROOT, "<div>%s<progress value=\"%.4f\" max=\"1\"></progress> %.0f %% %s</div>",
                        HtmlText.escape(state.prefix()), state.fraction(), 100 * state.fraction(), HtmlText.escape(state.numbers())));
    }
}
