package dev.hector.gateway.rest;

import dev.hector.gateway.Agents;
import dev.hector.gateway.Readiness;
import dev.hector.gateway.rest.ServerViews.AgentList;
import dev.hector.gateway.rest.ServerViews.AgentView;
import dev.hector.gateway.rest.ServerViews.HealthView;
import dev.hector.gateway.rest.ServerViews.MissingView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The server itself: which agents it has, and how it is. */
@Tag(name = "Server")
@RestController
@RequestMapping({"", "/v1"})
final class ServerController {

    private static final String RETRY_AFTER_SECONDS = "2";

    private static final HealthView UP = new HealthView("up", null);

    private final Agents agents;
    private final Readiness readiness;

    ServerController(Agents agents, Readiness readiness) {
        this.agents = agents;
        this.readiness = readiness;
    }

    @Operation(summary = "List agents")
    @GetMapping("/agents")
    AgentList agents() {
        return new AgentList(agents.all().stream()
                .map(agent -> AgentView.of(agent, agents.llm(agent)))
                .toList());
    }

    @Operation(summary = "Alive", description = "The process answers.")
    @GetMapping("/health/live")
    HealthView live() {
        return UP;
    }

    @Operation(summary = "Ready", description = "503 names what is missing.")
    @GetMapping("/health/ready")
    ResponseEntity<HealthView> ready() {
        var missing = readiness.missing().stream()
                .map(part -> new MissingView(part.name(), part.detail()))
                .toList();
        return missing.isEmpty()
                ? ResponseEntity.ok(UP)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(new HealthView("down", missing));
    }
}
