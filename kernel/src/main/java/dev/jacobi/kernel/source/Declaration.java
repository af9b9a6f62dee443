package dev.jacobi.kernel.source;

import java.util.List;
import java.util.Optional;

/**
 * Something that a source file declares.
 *
 * @param names the classes around it from the outermost, and its own name; of a constructor its class's alone
 * @param parameters of a method or constructor: its parameters' types without packages and type arguments
 * @param comment its documentation comment; empty if it has none
 * @param supertypes of a class: the simple names of what it extends and implements
 */
record Declaration(List<String> names, Optional<List<String>> parameters, String comment, List<String> supertypes) {

    boolean isClass() { return parameters.isEmpty(); }
}
