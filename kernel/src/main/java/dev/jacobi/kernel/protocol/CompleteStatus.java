package dev.jacobi.kernel.protocol;

/** Whether code can be run as it stands: what a console asks when Enter is pressed. */
public sealed interface CompleteStatus {

    record Complete() implements CompleteStatus {}

    /** More lines are needed; {@code indent} is what the next one should begin with. */
    record Incomplete(String indent) implements CompleteStatus {}

    /** No continuation can make it right. */
    record Invalid() implements CompleteStatus {}

    record Unknown() implements CompleteStatus {}
}
