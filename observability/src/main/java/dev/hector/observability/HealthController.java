package dev.hector.observability;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hector.observability.Dependencies.Missing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether an instance is alive, and whether it can do its work. */
@Tag(name = "Server")
@RestController
@RequestMapping({"/health", "/v1/health"})
final class HealthController {

    private static final String RETRY_AFTER_SECONDS = "2";
    private static final HealthView UP = new HealthView("up", List.of());

    /** Whether the server can do its work. */
    record HealthView(
            @Schema(allowableValues = {"up", "down"}) String status,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Missing> missing) {}

    private final HealthReport health;

    HealthController(HealthReport health) {
        this.health = health;
    }

    @Operation(summary = "Alive", description = "The process answers.")
    @GetMapping("/live")
    HealthView live() {
        return UP;
    }

    @Operation(summary = "Ready", description = "503 names what is missing.")
    @GetMapping("/ready")
    ResponseEntity<HealthView> ready() {
        var missing = health.missing();
        return missing.isEmpty()
                ? ResponseEntity.ok(UP)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(new HealthView("down", missing));
    }
}
