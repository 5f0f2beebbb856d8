package dev.hector.gateway.rest;

import dev.hector.gateway.EdgeWatch;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import dev.hector.wire.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The one place where REST turns what went wrong into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** What Tomcat says of a client's HTTP version or transfer encoding that it does not know. */
    private static final int HTTP_VERSION = 505;

    private static final int TRANSFER_ENCODING = 501;

    private final EdgeWatch watch;

    ProblemAdvice(EdgeWatch watch) {
        this.watch = watch;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Problem> answer(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            LOG.debug("The client went away from {}", request.getRequestURI());
            return null;
        }
        var refusal = refusal(failure);
        watch.refused(refusal.code());
        return answer(refusal, headers(failure), request.getRequestURI());
    }

    static ResponseEntity<Problem> answer(Refusal refusal, HttpHeaders headers, String instance) {
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        return ResponseEntity.status(refusal.code().httpStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(refusal, instance));
    }

    private static HttpHeaders headers(Exception failure) {
        var headers = new HttpHeaders();
        if (failure instanceof ErrorResponse response) {
            headers.putAll(response.getHeaders());
        }
        return headers;
    }

    private static Refusal refusal(Exception failure) {
        return switch (failure) {
            case RefusedException refused -> refused.refusal();
            case IOException _ -> Refusal.of(ErrorCode.INVALID_REQUEST, "The connection broke.");
            case HttpMessageNotWritableException defect -> unexpected(defect);
            case HttpMessageNotReadableException unreadable -> UnreadableBody.refusal(unreadable);
            case HttpMediaTypeNotSupportedException media -> unsupported(media);
            case HttpMediaTypeNotAcceptableException _ ->
                Refusal.of(ErrorCode.NOT_ACCEPTABLE, "The answer is application/json or text/event-stream.");
            case HttpRequestMethodNotSupportedException method -> notAllowed(method);
            case NoResourceFoundException _ -> Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this path.");
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingServletRequestParameterException missing ->
                Refusal.invalid(
                        missing.getParameterName(), "The parameter " + missing.getParameterName() + " is missing.");
            case ServletRequestBindingException _ ->
                Refusal.of(ErrorCode.INVALID_REQUEST, "A parameter or header of the request is missing or wrong.");
            case ErrorResponse other -> ofStatus(other.getStatusCode().value());
            default -> unexpected(failure);
        };
    }

    private static Refusal unsupported(HttpMediaTypeNotSupportedException media) {
        var sent = media.getContentType();
        return Refusal.of(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "The body is application/json" + (sent == null ? "." : ", not " + sent + "."));
    }

    private static Refusal notAllowed(HttpRequestMethodNotSupportedException failure) {
        var supported = Objects.requireNonNullElse(failure.getSupportedHttpMethods(), Set.<HttpMethod>of());
        return Refusal.of(
                ErrorCode.METHOD_NOT_ALLOWED,
                "Here one can "
                        + supported.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "))
                        + ", not " + failure.getMethod() + ".");
    }

    private static Refusal mismatch(MethodArgumentTypeMismatchException mismatch) {
        var type = mismatch.getRequiredType();
        var wanted = type != null && Number.class.isAssignableFrom(type) ? "a whole number" : "something else";
        return Refusal.invalid(mismatch.getName(), mismatch.getName() + " is " + wanted + ".");
    }

    /** What a status means that was set by something else than our own code. */
    static Refusal ofStatus(int status) {
        return switch (status) {
            case 404 -> Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this path.");
            case 405 -> Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This path has other methods.");
            case 406 -> Refusal.of(ErrorCode.NOT_ACCEPTABLE, "The answer is application/json or text/event-stream.");
            case 413 -> Refusal.of(ErrorCode.BODY_TOO_LARGE, "The body is too large.");
            case 415 -> Refusal.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is application/json.");
            case 429 -> Refusal.of(ErrorCode.OVERLOADED, "Too many requests.");
            case 503 -> Refusal.of(ErrorCode.SHUTTING_DOWN, "The server does not take requests at the moment.");
            default ->
                status < 500 || status == HTTP_VERSION || status == TRANSFER_ENCODING
                        ? Refusal.of(ErrorCode.INVALID_REQUEST, "The request is not valid HTTP, or not accepted.")
                        : Refusal.unexpected();
        };
    }

    private static Refusal unexpected(Exception defect) {
        LOG.error("A request failed unexpectedly", defect);
        return Refusal.unexpected();
    }
}
