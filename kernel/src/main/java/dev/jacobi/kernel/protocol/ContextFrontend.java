package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** A front end that speaks for one cell, or for whichever one the calling thread belongs to. */
final class ContextFrontend implements Frontend {
    private final Services services;
    private final Supplier<RequestContext> context;

    ContextFrontend(Services services, Supplier<RequestContext> context) {
        this.services = services;
        this.context = context;
    }

    @Override
    public void stream(StreamName stream, CharSequence text) {
        RequestContext owner = context.get();
        if (services.messenger().awaitRoom(owner)) owner.output().append(stream, text);
    }

    @Override
    public void display(MimeBundle bundle) {
        show("display_data", bundle);
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        show("display_data", bundle.withTransient("display_id", TextNode.valueOf(displayId)));
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        show("update_display_data", bundle.withTransient("display_id", TextNode.valueOf(displayId)));
    }

    @Override
    public void clearOutput(boolean wait) {
        publish("clear_output", Json.object().put("wait", wait));
    }

    @Override
    public String input(String prompt, boolean password) throws IOException {
        return services.input().ask(context.get(), prompt, password);
    }

    @Override
    public void payload(ObjectNode payload) {
        context.get().addPayload(payload);
    }

    @Override
    public Comms comms() {
        return services.comms();
    }

    @Override
    public List<HistoryEntry> history() {
        return services.history().all();
    }

    @Override
    public boolean interrupted() {
        return context.get().interrupted();
    }

    @Override
    public Runnable attributed(Runnable task) {
        return services.attribution().attributed(task, context.get());
    }

    @Override
    public void flush() {
        context.get().output().flush();
    }

    private void show(String type, MimeBundle bundle) {
        ObjectNode content = Replies.bundle(bundle);
        content.set("transient", Json.object(bundle.transientData()));
        publish(type, content);
    }

    private void publish(String type, ObjectNode content) {
        RequestContext owner = context.get();
        services.messenger().awaitRoom(owner);
        owner.output().flushThen(() -> services.messenger().publish(owner.header(), type, content));
    }
}
