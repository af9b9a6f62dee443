/**
 * The Jupyter messaging protocol 5.5, and no language: sockets, signatures, message order, output attribution.
 *
 * <p>A language is an {@link dev.jacobi.kernel.protocol.Interpreter}; what running code may ask of the notebook is a
 * {@link dev.jacobi.kernel.protocol.Frontend}; {@link dev.jacobi.kernel.protocol.KernelServer} joins the two to the sockets of a
 * {@link dev.jacobi.kernel.protocol.ConnectionInfo}:
 * {@snippet :
 * try (KernelServer server = KernelServer.start(ConnectionInfo.read(Path.of(args[0])), interpreter)) {
 *     System.setOut(StandardStreams.output(server.frontend(), StreamName.STDOUT));
 *     server.awaitShutdown();
 * }
 * }
 *
 * <p>Threads: one owns every socket, one runs cells, one answers the control channel, one more per subshell. A message that is badly
 * signed, cut off or malformed is logged and dropped; nothing that arrives stops the kernel.
 */
package dev.jacobi.kernel.protocol;
