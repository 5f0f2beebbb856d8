package dev.hector.gateway.rest;

import dev.hector.gateway.Agents;
import dev.hector.gateway.rest.ServerViews.AgentList;
import dev.hector.gateway.rest.ServerViews.AgentView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The server itself: which agents it has. */
@Tag(name = "Server")
@RestController
@RequestMapping({"", "/v1"})
final class ServerController {

    private final Agents agents;

    ServerController(Agents agents) {
        this.agents = agents;
    }

    @Operation(summary = "List agents")
    @GetMapping("/agents")
    AgentList agents() {
        return new AgentList(agents.all().stream()
                .map(agent -> AgentView.of(agent, agents.llm(agent)))
                .toList());
    }
}
