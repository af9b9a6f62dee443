package dev.jacobi.engine.memory;

/** Where regions of memory come from. */
interface Pages {

    /** The address of new memory, aligned to 64 bytes at least, or 0 if the system has no more. */
    long map(long bytes);

    /** Gives back what {@link #map} gave, whole. */
    void unmap(long address, long bytes);

    /** Puts what lies there on huge pages, if that is possible, while it may be in use. */
    default void makeHuge(long address, long bytes) {}

    /** Those of this system, whose functions need not be linked yet. */
    static Pages ofThisSystem() {
        return new EarlyPages();
    }

    /** Those of this system, once its functions are linked. */
    static Pages linked() {
        String os = System.getProperty("os.name");
        if (os.equals("Linux")) {
            return new PosixPages(PosixPages.LINUX_ANONYMOUS, true);
        }
        if (os.startsWith("Mac")) {
            return new PosixPages(PosixPages.MACOS_ANONYMOUS, false);
        }
        return new MallocPages();
    }
}
