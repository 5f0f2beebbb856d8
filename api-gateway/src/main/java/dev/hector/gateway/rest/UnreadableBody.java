package dev.hector.gateway.rest;

import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a request body that could not be read. */
final class UnreadableBody {

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            Boolean.class, "true or false",
            Map.class, "an object",
            List.class, "a list");

    private UnreadableBody() {}

    static Refusal refusal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusedException refused -> {
                    return refused.refusal();
                }
                case UnrecognizedPropertyException unknown -> {
                    return unknownField(unknown);
                }
                case MismatchedInputException mismatch -> {
                    return wrongType(mismatch);
                }
                case StreamConstraintsException limit -> {
                    return body("The body is not accepted: " + limit.getOriginalMessage());
                }
                case StreamReadException syntax -> {
                    return notJson(syntax);
                }
                case IOException broken -> {
                    return body("The body cannot be read: it is cut off, or not valid UTF-8.");
                }
                default -> {}
            }
        }
        return body("The body is missing: send a JSON object.");
    }

    private static Refusal unknownField(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds();
        var field = path(unknown);
        return Refusal.invalid(
                field,
                "There is no field " + field + ". Known here: "
                        + (known == null
                                ? "none"
                                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")))
                        + ".");
    }

    private static Refusal wrongType(MismatchedInputException mismatch) {
        var field = path(mismatch);
        var wanted = WORDS.getOrDefault(mismatch.getTargetType(), "an object");
        return field.isEmpty()
                ? body("The body is a JSON object.")
                : Refusal.invalid(field, field + " is " + wanted + ", or absent.");
    }

    private static Refusal notJson(StreamReadException syntax) {
        var at = syntax.getLocation();
        return body(
                "The body is not valid JSON, from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on.");
    }

    private static Refusal body(String detail) {
        return Refusal.invalid("body", detail);
    }

    private static String path(JacksonException failure) {
        return failure.getPath().stream()
                .map(reference -> {
                    var name = reference.getPropertyName();
                    return name == null ? "[" + reference.getIndex() + "]" : "." + name;
                })
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
