package dev.hector.gateway.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.hector.gateway.Caller;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /v3/api-docs} says beyond what the controllers say themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    private static final String STREAM_EXAMPLE = """
        id: 3
        event: turn.started
        data: {"session_id":"sess_abc123","turn_id":"turn_01","message_id":"msg_01","sequence":3}

        id: 3.5
        data: {"chunk":"Hello"}

        id: 5
        event: turn.completed
        data: {"session_id":"sess_abc123","turn_id":"turn_01","message_id":"msg_02","response":"Hello","sequence":5}

        id: 5.done
        data: [DONE]
        """;

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Hector Sessions")
                        .version("1")
                        .description("Sessions of agents: created, talked in, read back. Every path is also under /v1.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
    }

    /** The schemas are named as the JSON is. */
    @Bean
    ModelResolver modelResolver() {
        return new ModelResolver(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            var schemas = ModelConverters.getInstance().readAll(Problem.class);
            schemas.forEach(api.getComponents()::addSchemas);
            api.getComponents().getSchemas().computeIfPresent("MessageBody", (_, schema) -> schema.properties(null));
            api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::allowAnyValue);
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiConfiguration::describe);
        };
    }

    /** The values of metadata and event data are any JSON. */
    private static void allowAnyValue(Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().values().stream()
                    .filter(property -> property.getAdditionalProperties() instanceof Schema<?>)
                    .forEach(property -> property.setAdditionalProperties(true));
        }
    }

    private static void describe(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(RequestHeaders.USER)
                .required(false)
                .description("On whose behalf; without it any user's session is found")
                .schema(new StringSchema()));
        operation.getResponses().setDefault(problem());
        var streamed = operation.getSummary() != null && operation.getSummary().contains("SSE");
        if (streamed) {
            operation.getResponses().addApiResponse("200", stream());
        }
    }

    private static ApiResponse problem() {
        var schema = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description("Why the request was not granted")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType()
                                        .schema(schema)
                                        .example(Map.of(
                                                "type", "urn:hector:problem:session_not_found",
                                                "title", "No such session",
                                                "status", 404,
                                                "code", "session_not_found",
                                                "detail", "Agent assistant has no session sess_abc123",
                                                "instance", "/agents/assistant/sessions/sess_abc123"))));
    }

    private static ApiResponse stream() {
        return new ApiResponse()
                .description("The answer as it comes")
                .content(new Content()
                        .addMediaType(
                                "text/event-stream",
                                new MediaType().schema(new StringSchema()).example(STREAM_EXAMPLE)));
    }
}
