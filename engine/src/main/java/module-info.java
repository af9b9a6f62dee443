/** Lazy n-dimensional arrays and composable function transforms. */
module dev.jacobi.engine {
    requires java.management;
    requires jdk.incubator.vector;
    requires jdk.management;

    exports dev.jacobi.engine;
    exports dev.jacobi.engine.array;
    exports dev.jacobi.engine.function;
    exports dev.jacobi.engine.memory;
    exports dev.jacobi.engine.progress;
    exports dev.jacobi.engine.transform;
    exports dev.jacobi.engine.tree;
    exports dev.jacobi.engine.type;
}
