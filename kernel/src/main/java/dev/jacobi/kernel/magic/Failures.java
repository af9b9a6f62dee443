package dev.jacobi.kernel.magic;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** What went wrong with files, in words: the messages of many exceptions are a name alone. */
final class Failures {

    static String words(Exception e) {
        return switch (e) {
            case UncheckedIOException u -> words(u.getCause());
            case NoSuchFileException f -> "there is no file or directory " + f.getFile();
            case AccessDeniedException f -> "permission denied for " + f.getFile();
            case FileSystemException f when f.getReason() == null -> "the file system refuses " + f.getFile();
            case CharacterCodingException c -> "the file is no text in UTF-8";
            case InvalidPathException p -> p.getInput().replace("\0", "\\0") + " is no name of a file: " + p.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private Failures() {}
}
