package dev.jacobi.kernel.protocol;

/** The five sockets of a kernel. The order is the order in which they are read: an early subscriber misses no reply's status. */
enum Channel {
    IOPUB,
    CONTROL,
    STDIN,
    HEARTBEAT,
    SHELL
}
