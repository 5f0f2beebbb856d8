package dev.hector.gateway.rest;

import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import dev.hector.wire.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Refuses bodies above a size, by what they say of themselves and, when they say nothing, by counting. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final JsonMapper json;
    private final int limit;

    BodyLimitFilter(JsonMapper json, int limit) {
        this.json = json;
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            write(response, tooLarge().refusal(), request.getRequestURI());
            return;
        }
        try {
            chain.doFilter(new LimitedRequest(request), response);
        } catch (RefusedException refused) {
            write(response, refused.refusal(), request.getRequestURI());
        }
    }

    private void write(HttpServletResponse response, Refusal refusal, String instance) throws IOException {
        response.setStatus(refusal.code().httpStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Problem.of(refusal, instance)));
    }

    private RefusedException tooLarge() {
        return Refusal.of(ErrorCode.BODY_TOO_LARGE, "A request body has at most " + limit + " bytes.")
                .asException();
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {

        private @Nullable LimitedStream body;

        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedStream(super.getInputStream());
            }
            return body;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long read;

        LimitedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            var next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = body.read(bytes, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                throw tooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
