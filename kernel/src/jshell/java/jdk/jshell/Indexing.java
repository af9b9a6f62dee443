package jdk.jshell;

/**
 * Holds back JShell's index of all classes that there are, which it begins to make as soon as it exists: a second of a processor and 140 MB of garbage
 * while the person waits for the first result. Defined in JShell's own package at run time, as {@link FirstImports} is.
 */
public final class Indexing {
    private Indexing() {}

    /** Whoever asks for names of the index has to {@link #resume} first. */
    public static void suspend(JShell shell) {
        ((SourceCodeAnalysisImpl) shell.sourceCodeAnalysis()).suspendIndexing();
    }

    public static void resume(JShell shell) {
        ((SourceCodeAnalysisImpl) shell.sourceCodeAnalysis()).resumeIndexing();
    }
}
