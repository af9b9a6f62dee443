package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The form of every kind of message. */
class MessageSchemaTest extends WithRunningKernel {
    @Test
    void headersAndParents() {
        Exchange exchange = client.run("1");
        Set<String> ids = new HashSet<>();
        List<Message> all = new ArrayList<>(exchange.published());
        all.add(exchange.reply());
        for (Message message : all) {
            ObjectNode header = message.header();
            assertEquals(exchange.request(), message.parentHeader(), "the parent is the request's header, whole");
            assertTrue(ids.add(header.path("msg_id").asText()), "ids are unique");
            assertEquals("5.5", header.path("version").asText());
            assertTrue(header.path("username").isTextual());
            assertEquals(1,
                    new HashSet<>(List.of(header.path("session").asText(), all.getFirst().header().path("session").asText())).size());
            String date = header.path("date").asText();
            assertTrue(date.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"), date);
            assertTrue(Duration.between(Instant.parse(date), Instant.now()).abs().toMinutes() < 5, date);
        }
    }

    @Test
    void kernelInfoOnBothChannels() {
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            Exchange exchange = client.exchange(channel, "kernel_info_request", Json.object());
            assertEquals("kernel_info_reply", exchange.reply().type());
            assertEquals(List.of("status", "status"), exchange.types());
            assertEquals(
                    json(
                            "{'status':'ok','protocol_version':'5.5','implementation':'scripted','implementation_version':'1.2','banner':'a banner',"
                                    + "'language_info':{'name':'script','version':'3','mimetype':'text/x-script','file_extension':'.script',"
                                    + "'pygments_lexer':'text','codemirror_mode':'text','nbconvert_exporter':'script'},"
                                    + "'help_links':[{'text':'Help','url':'https://example.org/help'}],'supported_features':['kernel subshells']}"),
                    exchange.reply().content());
        }
    }

    @Test
    void completionCountsCodePoints() {
        Exchange exchange = client.exchange("complete_request", Json.object().put("code", "\uD83D\uDE00 ab rest").put("cursor_pos", 4));
        assertEquals("complete_reply", exchange.reply().type());
        assertEquals(
                json(
                        "{'status':'ok','cursor_start':2,'cursor_end':4,'matches':['abOne','abTwo'],'metadata':{'_jupyter_types_experimental':["
                                + "{'text':'abOne','type':'function','start':2,'end':4,'signature':'(int a)'},"
                                + "{'text':'abTwo','type':'class','start':2,'end':4}]}}"),
                exchange.reply().content());
    }

    @Test
    void inspection() {
        ObjectNode request = Json.object().put("code", "\uD83D\uDE00x").put("cursor_pos", 1).put("detail_level", 1);
        JsonNode found = client.exchange("inspect_request", request).reply().content();
        assertEquals(json("{'status':'ok','found':true,'data':{'text/plain':'\uD83D\uDE00 at 2 level 1'},'metadata':{}}"), found);
        JsonNode missing = client.exchange("inspect_request", json("{'code':' ','cursor_pos':1}")).reply().content();
        assertEquals(json("{'status':'ok','found':false,'data':{},'metadata':{}}"), missing);
    }

    @Test
    void isComplete() {
        assertEquals(json("{'status':'incomplete','indent':'    '}"), isComplete("{"));
        assertEquals(json("{'status':'complete'}"), isComplete("1"));
        assertEquals(json("{'status':'invalid'}"), isComplete("}"));
        assertEquals(json("{'status':'unknown'}"), isComplete("?"));
    }

    private JsonNode isComplete(String code) {
        Exchange exchange = client.exchange("is_complete_request", Json.object().put("code", code));
        assertEquals("is_complete_reply", exchange.reply().type());
        return exchange.reply().content();
    }

    @Test
    void history() {
        for (String code : List.of("a1", "b", "a1", "a(2")) client.run(code);
        assertEquals(json("{'h':[[1,3,'a1'],[1,4,'a(2']]}").path("h"), history("{'hist_access_type':'tail','n':2}"));
        assertEquals(
                json("{'h':[[1,2,['b','b']],[1,3,['a1','a1']]]}").path("h"),
                history("{'hist_access_type':'range','session':0,'start':2,'stop':4,'output':true,'raw':true}"));
        assertEquals(json("{'h':[[1,1,'a1'],[1,3,'a1'],[1,4,'a(2']]}").path("h"), history("{'hist_access_type':'search','pattern':'a*'}"));
        assertEquals(
                json("{'h':[[1,3,'a1'],[1,4,'a(2']]}").path("h"),
                history("{'hist_access_type':'search','pattern':'a*','unique':true,'n':10}"));
        assertEquals(json("{'h':[[1,4,'a(2']]}").path("h"), history("{'hist_access_type':'search','pattern':'?(?'}"));
        assertEquals(json("{'h':[]}").path("h"), history("{'hist_access_type':'range','session':-1,'start':1,'stop':null}"));
    }

    private JsonNode history(String request) {
        Exchange exchange = client.exchange("history_request", json(request));
        assertEquals("history_reply", exchange.reply().type());
        assertEquals("ok", exchange.reply().content().path("status").asText());
        return exchange.reply().content().path("history");
    }

    @Test
    void display() {
        kernel.interpreter.cell("show", frontend -> {
            MimeBundle bundle = MimeBundle.text("t").with(MimeBundle.HTML, "<b>t</b>").withMetadata("image/png", json("{'width':3}"));
            frontend.display(bundle);
            frontend.display(bundle.with("application/json", json("{'a':[1,2]}")), "id-1");
            frontend.updateDisplay(MimeBundle.text("new"), "id-1");
            frontend.clearOutput(true);
            return ExecuteResult.value(MimeBundle.text("r").withTransient("k", json("{'x':1}")));
        });
        Exchange exchange = client.run("show");
        assertEquals(
                List.of("status", "execute_input", "display_data", "display_data", "update_display_data", "clear_output", "execute_result",
                        "status"),
                exchange.types());
        assertEquals(
                json("{'data':{'text/plain':'t','text/html':'<b>t</b>'},'metadata':{'image/png':{'width':3}},'transient':{}}"),
                exchange.published().get(2).content());
        assertEquals(json("{'a':[1,2]}"), exchange.published().get(3).content().path("data").path("application/json"));
        assertEquals(json("{'display_id':'id-1'}"), exchange.published().get(3).content().path("transient"));
        assertEquals(
                json("{'data':{'text/plain':'new'},'metadata':{},'transient':{'display_id':'id-1'}}"),
                exchange.published().get(4).content());
        assertEquals(json("{'wait':true}"), exchange.published().get(5).content());
        assertEquals(json("{'k':{'x':1}}"), exchange.published().get(6).content().path("transient"));
    }

    @Test
    void connectReplyTellsThePorts() {
        JsonNode reply = client.exchange("connect_request", Json.object()).reply().content();
        assertEquals(kernel.server.connection().shellPort(), reply.path("shell_port").asInt());
        assertEquals(kernel.server.connection().heartbeatPort(), reply.path("hb_port").asInt());
    }

    @Test
    void welcomesEverySubscription() {
        client.socket(Channel.IOPUB).subscribe("stream");
        Message welcome = client.published();
        assertEquals("iopub_welcome", welcome.type());
        assertEquals(json("{'subscription':'stream'}"), welcome.content());
        assertEquals(Json.object(), welcome.parentHeader());
        try (TestClient second = new TestClient(kernel.server.connection())) {
            assertEquals(json("{'subscription':''}"), client.published().content(), "the second client's, seen by the first");
            assertEquals("ok", second.run("x").reply().content().path("status").asText());
        }
    }

    @Test
    void publishesNothingBeforeTheWelcome() throws Exception {
        try (KernelServer quiet = KernelServer.start(ConnectionInfo.loopback("k"), new ScriptedInterpreter(), kernel.log::add);
                ZContext context = new ZContext()) {
            ZMQ.Socket subscriber = context.createSocket(SocketType.SUB);
            subscriber.setHandshakeIvl(LoopbackClient.HANDSHAKE_MILLIS);
            subscriber.setReceiveTimeOut(TestClient.TIMEOUT_MILLIS);
            subscriber.subscribe("");
            subscriber.connect("tcp://127.0.0.1:" + quiet.connection().iopubPort());
            assertEquals("", subscriber.recvStr(), "the topic is the subscription's");
            assertEquals("<IDS|MSG>", subscriber.recvStr());
            assertEquals(64, subscriber.recvStr().length());
            assertEquals("iopub_welcome", Json.MAPPER.readTree(subscriber.recv()).path("msg_type").asText());
        }
    }

    @Test
    void heartbeatEchoes() {
        for (int i = 0; i < 100; i++) assertEquals("beat " + i, client.heartbeat("beat " + i));
    }

    @Test
    void aClientWithoutKeyIsServedWhenThereIsNone() throws Exception {
        try (KernelServer open = KernelServer.start(ConnectionInfo.loopback(""), new ScriptedInterpreter(), kernel.log::add);
                TestClient unsigned = new TestClient(open.connection())) {
            assertEquals("ok", unsigned.exchange("execute_request", execute("x")).reply().content().path("status").asText());
        }
    }
}
