package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who and where this kernel is. */
final class InfoHandlers {
    private final Services services;
    private final ConnectionInfo connection;

    InfoHandlers(Services services, ConnectionInfo connection) {
        this.services = services;
        this.connection = connection;
    }

    void kernelInfo(Message request, RequestContext context, RequestThread thread) {
        KernelInfo info = services.interpreter().kernelInfo();
        ObjectNode reply = Replies.ok()
                .put("protocol_version", MessageCodec.PROTOCOL_VERSION)
                .put("implementation", info.implementation())
                .put("implementation_version", info.version())
                .put("banner", info.banner());
        KernelInfo.LanguageInfo language = info.language();
        reply.putObject("language_info")
                .put("name", language.name())
                .put("version", language.version())
                .put("mimetype", language.mimetype())
                .put("file_extension", language.fileExtension())
                .put("pygments_lexer", language.pygmentsLexer())
                .put("codemirror_mode", language.codemirrorMode())
                .put("nbconvert_exporter", "script");
        ArrayNode links = reply.putArray("help_links");
        info.helpLinks().forEach(link -> links.addObject().put("text", link.text()).put("url", link.url()));
        reply.putArray("supported_features").add("kernel subshells");
        services.messenger().reply(request, reply);
    }

    void connect(Message request, RequestContext context, RequestThread thread) {
        ObjectNode reply = Replies.ok()
                .put("shell_port", connection.shellPort())
                .put("iopub_port", connection.iopubPort())
                .put("stdin_port", connection.stdinPort())
                .put("control_port", connection.controlPort())
                .put("hb_port", connection.heartbeatPort());
        services.messenger().reply(request, reply);
    }
}
