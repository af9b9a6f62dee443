package dev.jacobi.kernel.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A language whose programs are the names of lambdas; any other code has itself as its value. */
final class ScriptedInterpreter implements Interpreter {
    @FunctionalInterface
    interface Cell {
        ExecuteResult run(Frontend frontend) throws Exception;
    }

    final AtomicInteger interrupts = new AtomicInteger();
    final AtomicInteger executed = new AtomicInteger();
    volatile Frontend ambient;
    volatile Runnable onStart = () -> {};
    volatile Runnable onClose = () -> {};
    volatile Optional<ExecuteRequest> lastRequest = Optional.empty();
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();
    private final Object interruptLock = new Object();

    ScriptedInterpreter cell(String code, Cell cell) {
        cells.put(code, cell);
        return this;
    }

    @Override
    public KernelInfo kernelInfo() {
        return new KernelInfo(
                "scripted",
                "1.2",
                "a banner",
                new KernelInfo.LanguageInfo("script", "3", "text/x-script", ".script", "text", "text"),
                List.of(new KernelInfo.HelpLink("Help", "https://example.org/help")));
    }

    @Override
    public void start(Frontend frontend) {
        ambient = frontend;
        onStart.run();
    }

    @Override
    public ExecuteResult execute(ExecuteRequest request, Frontend frontend) {
        executed.incrementAndGet();
        lastRequest = Optional.of(request);
        return evaluate(request.code(), frontend);
    }

    @Override
    public ExecuteResult evaluate(String expression, Frontend frontend) {
        try {
            Cell cell = cells.get(expression);
            return cell == null ? ExecuteResult.value(MimeBundle.text(expression)) : cell.run(frontend);
        } catch (Exception e) {
            return ExecuteResult.failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of("line one", "line two"));
        }
    }

    /** What a cell that runs for ever does. */
    ExecuteResult awaitInterrupt(Frontend frontend) throws InterruptedException {
        synchronized (interruptLock) {
            while (!frontend.interrupted()) interruptLock.wait();
        }
        return ExecuteResult.failure("Interrupted", "stopped", List.of());
    }

    @Override
    public Completion complete(String code, int cursor) {
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        String word = code.substring(start, cursor);
        return new Completion(
                List.of(new CompletionItem(word + "One", "function", "(int a)"), CompletionItem.of(word + "Two", "class")),
                start,
                cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detailLevel) {
        if (code.isBlank()) return Optional.empty();
        return Optional.of(MimeBundle.text(code.substring(0, cursor) + " at " + cursor + " level " + detailLevel));
    }

    @Override
    public CompleteStatus isComplete(String code) {
        return switch (code) {
            case "{" -> new CompleteStatus.Incomplete("    ");
            case "}" -> new CompleteStatus.Invalid();
            case "?" -> new CompleteStatus.Unknown();
            default -> new CompleteStatus.Complete();
        };
    }

    @Override
    public void interrupt() {
        synchronized (interruptLock) {
            interrupts.incrementAndGet();
            interruptLock.notifyAll();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
