package dev.jacobi.engine.cpu.gemm;

/** Panels of B from some depth on, all of a width but for the last, if there is no vector kernel to read them. */
record PanelsOfB(long address, long depthStride, long panelStride) {}
