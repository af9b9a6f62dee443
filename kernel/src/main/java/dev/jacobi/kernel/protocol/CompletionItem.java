package dev.jacobi.kernel.protocol;

/**
 * One suggestion.
 *
 * @param text what is inserted
 * @param type what JupyterLab shows an icon for: {@code function}, {@code class}, {@code instance}, {@code module}, {@code keyword},
 *     {@code property}, {@code magic} ...; empty when unknown
 * @param signature shown beside a function, such as {@code (Array a, Array b)}; empty when there is none
 */
public record CompletionItem(String text, String type, String signature) {
    public static CompletionItem of(String text, String type) {
        return new CompletionItem(text, type, "");
    }
}
