package dev.jacobi.engine.ir;

import java.util.List;

/**
 * Steps in an order in which they can run, and which of them are wanted at the end. A program says nothing of values: it can be kept and run again
 * with other given data.
 */
public record Program(List<Lowered.Step> steps, int[] outputs) {}
