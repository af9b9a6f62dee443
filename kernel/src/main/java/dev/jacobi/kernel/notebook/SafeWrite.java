package dev.jacobi.kernel.notebook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;

/** Replaces files so that whatever happens in the middle of it, the old content is there or the new one, whole. */
final class SafeWrite {
    private static final Set<PosixFilePermission> WRITE = Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    /** Writes all of a content. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Whether {@link #to} can be expected to work, so that nobody finds out after hours.
     *
     * @throws IOException saying why not
     */
    static void check(Path file) throws IOException {
        Path target = target(file), directory = target.getParent();
        if (!Files.isDirectory(directory)) throw cannot(file, "there is no directory " + directory);
        if (Files.isDirectory(target)) throw cannot(file, "it is a directory");
        if (Files.exists(target) && isReadOnly(target)) throw cannot(file, "it is read-only");
        if (!Files.isWritable(directory)) throw cannot(file, "no file can be made beside it, to write to before the old one is replaced");
    }

    /** Even for who may write to everything: the person who made it read-only had a reason. */
    private static boolean isReadOnly(Path file) throws IOException {
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return !Files.isWritable(file) || posix != null && Collections.disjoint(posix.readAttributes().permissions(), WRITE);
    }

    /** Writes a file beside {@code file}, and moves it there. A link stays one; permissions stay. */
    static void to(Path file, Content content) throws IOException {
        check(file);
        Path target = target(file);
        Path beside;
        try {
            beside = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
        } catch (IOException e) {
            throw cannot(file, reason(e));
        }
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                content.write(out);
            }
            var posix = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
            if (posix != null) {
                posix.setPermissions(Files.exists(target) ? Files.getPosixFilePermissions(target)
                        : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ,
                                PosixFilePermission.OTHERS_READ));
            }
            try {
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannot(file, reason(e));
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Path target(Path file) throws IOException {
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static IOException cannot(Path file, String why) { return new IOException(file + " can't be written: " + why); }

    /** Why the file system refused, in words. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException n -> "there is no such file";
            case AccessDeniedException a -> "access is denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private SafeWrite() {}
}
