package dev.jacobi.kernel.source;

import java.util.List;

/** Knows where the source of some classes is. */
@FunctionalInterface
public interface SourceFinder {

    /** Archives that may have the source of a top-level class of that simple name; may take a while, but not for ever. */
    List<SourceArchive> archives(String simpleName);
}
