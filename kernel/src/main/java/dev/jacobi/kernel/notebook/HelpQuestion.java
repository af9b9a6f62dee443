package dev.jacobi.kernel.notebook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.ExecuteResult;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell that asks what a name is, as in IPython: {@code mx.grad?} or {@code ?mx.grad}. No Java is written like that. The answer opens in the pager. */
final class HelpQuestion {
    private static final Pattern ASKED = Pattern.compile("\\s*(?:([\\w$.:]+)\\?{1,2}|\\?{1,2}([\\w$.:]+))\\s*;?\\s*");
    private static final Pattern MAGIC = Pattern.compile("\\s*\\?{1,2}%{1,2}(\\w+)\\s*");

    /** What {@code cell} asks for, if it does nothing else. */
    static Optional<String> in(String cell) {
        Matcher m = ASKED.matcher(cell);
        return m.matches() ? Optional.of(m.group(1) != null ? m.group(1) : m.group(2)) : Optional.empty();
    }

    /** The cell {@code ?%timeit} as {@code %timeit?}, which magics know; any other as it is. */
    static String ofMagic(String cell) {
        Matcher m = MAGIC.matcher(cell);
        return m.matches() ? "%" + m.group(1) + "?" : cell;
    }

    static ExecuteResult answer(String name, TypingAssistant assistant, Frontend frontend) {
        Optional<MimeBundle> known = assistant.inspect(name, name.length(), 1);
        if (known.isEmpty()) {
            String text = "nothing is known of " + name;
            return ExecuteResult.failure("NameError", text, List.of("NameError: " + text));
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("source", "page").put("start", 0);
        known.get().data().forEach(page.putObject("data")::set);
        frontend.payload(page);
        return ExecuteResult.done();
    }

    private HelpQuestion() {}
}
