package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The parts that replies have in common. */
final class Replies {
    private Replies() {}

    static ObjectNode ok() {
        return Json.object().put("status", "ok");
    }

    static ObjectNode error(ExecuteResult.Failure failure) {
        return errorFields(failure, Json.object().put("status", "error"));
    }

    static ObjectNode error(Throwable thrown) {
        return error(failure(thrown));
    }

    static ObjectNode errorFields(ExecuteResult.Failure failure, ObjectNode target) {
        target.put("ename", failure.ename()).put("evalue", failure.evalue());
        target.set("traceback", Json.texts(failure.traceback()));
        return target;
    }

    static ObjectNode bundle(MimeBundle bundle) {
        ObjectNode node = Json.object();
        node.set("data", Json.object(bundle.data()));
        node.set("metadata", Json.object(bundle.metadata()));
        return node;
    }

    static ExecuteResult.Failure failure(Throwable thrown) {
        StringWriter trace = new StringWriter();
        if (!(thrown instanceof Fields.MalformedRequestException)) thrown.printStackTrace(new PrintWriter(trace));
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new ExecuteResult.Failure(thrown.getClass().getSimpleName(), message, trace.toString().lines().toList());
    }
}
