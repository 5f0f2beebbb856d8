package dev.hector.cluster;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether an instance is alive, and whether it can do its work; the same JSON as a gateway's. */
@RestController
final class HealthController {

    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String STATUS = "status";

    private final HealthReport health;

    HealthController(HealthReport health) {
        this.health = health;
    }

    @GetMapping("/health/live")
    Map<String, String> live() {
        return Map.of(STATUS, "up");
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        List<Dependencies.Missing> missing = health.missing();
        return missing.isEmpty()
                ? ResponseEntity.ok(Map.of(STATUS, "up"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(Map.of(STATUS, "down", "missing", missing));
    }
}
