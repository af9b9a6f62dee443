package dev.jacobi.kernel.protocol;

import java.util.List;

/** What a kernel tells about itself. */
public record KernelInfo(String implementation, String version, String banner, LanguageInfo language, List<HelpLink> helpLinks) {
    public KernelInfo {
        helpLinks = List.copyOf(helpLinks);
    }

    /** An entry of the front end's Help menu. */
    public record HelpLink(String text, String url) {}

    /**
     * The language, as notebooks record it in their metadata.
     *
     * @param fileExtension with its dot
     * @param pygmentsLexer the highlighter of exports
     * @param codemirrorMode the highlighter of cells, a mode or MIME type that CodeMirror knows
     */
    public record LanguageInfo(
            String name,
            String version,
            String mimetype,
            String fileExtension,
            String pygmentsLexer,
            String codemirrorMode) {}
}
