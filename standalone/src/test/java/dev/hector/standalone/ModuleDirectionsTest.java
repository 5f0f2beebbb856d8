package dev.hector.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleDirectionsTest {

    private static final JavaClasses HECTOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hector");

    private static final List<String> SERVICES = List.of("command", "memory", "query", "gateway");

    @Test
    void servicesMeetOnlyAtTheWireContract() {
        for (var service : SERVICES) {
            servicesOtherThan(service).check(HECTOR);
        }
    }

    @Test
    void theRuleBetweenServicesFindsAServiceThatUsesAnother() {
        var broken = new ClassFileImporter().importClasses(StandaloneConfiguration.class);
        var rule = noClasses()
                .that()
                .resideInAPackage("dev.hector.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(SERVICES));

        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }

    @Test
    void longTermMemoryUsesOfTheServicesOnlyWhatSummarises() {
        noClasses()
                .that()
                .resideInAPackage("dev.hector.longterm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.hector.command..", "dev.hector.query..", "dev.hector.gateway..")
                .check(HECTOR);
        noClasses()
                .that()
                .resideInAnyPackage(packagesOf(SERVICES))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hector.longterm..")
                .check(HECTOR);
    }

    @Test
    void factsKnowNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("dev.hector.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.axonframework..",
                        "io.grpc..",
                        "java.sql..",
                        "dev.hector.store..",
                        "dev.hector.configuration..")
                .check(HECTOR);
    }

    @Test
    void onlyTheCommandServiceKnowsAxon() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.hector.command.axon..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.axonframework..")
                .check(HECTOR);
    }

    @Test
    void theEdgeNeverTouchesTheStore() {
        noClasses()
                .that()
                .resideInAPackage("dev.hector.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.hector.store..", "java.sql..", "org.springframework.jdbc..")
                .check(HECTOR);
    }

    @Test
    void whatTheGatewayDoesKnowsNoneOfItsDoors() {
        knowsNoDoorOfTheGateway("dev.hector.gateway").check(HECTOR);
    }

    @Test
    void theRuleOfTheDoorsFindsOneWhoKnowsThem() {
        assertThat(knowsNoDoorOfTheGateway("dev.hector.gateway.server")
                        .evaluate(HECTOR)
                        .hasViolation())
                .isTrue();
    }

    @Test
    void theFormsOnTheWireKnowOnlyTheContractAndTheFacts() {
        knowsOfUsOnly("dev.hector.wire..", "dev.hector.wire..", "dev.hector.proto..", "dev.hector.events..")
                .check(HECTOR);
    }

    @Test
    void theRuleOfTheWireFindsOneWhoKnowsMore() {
        var rule = knowsOfUsOnly("dev.hector.gateway..", "dev.hector.wire..", "dev.hector.proto..");

        assertThat(rule.evaluate(HECTOR).hasViolation()).isTrue();
    }

    @Test
    void onlyModelsAndEmbeddersKnowLangChain4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hector.models..", "dev.hector.longterm.langchain4j..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j..")
                .check(HECTOR);
    }

    /** The programs that put services together hand them their registries. */
    @Test
    void onlyWhatWatchesKnowsMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.hector..micrometer..", "dev.hector.observability..", "dev.hector.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(HECTOR);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.hector.(*)..").should().beFreeOfCycles().check(HECTOR);
    }

    private static ArchRule servicesOtherThan(String service) {
        var others = SERVICES.stream().filter(other -> !other.equals(service)).toList();
        return noClasses()
                .that()
                .resideInAPackage("dev.hector." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(others));
    }

    private static ArchRule knowsOfUsOnly(String room, String... known) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.hector..").or(resideInAnyPackage(known)));
    }

    private static ArchRule knowsNoDoorOfTheGateway(String room) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.hector.gateway.rest..", "dev.hector.gateway.grpc..", "dev.hector.gateway.server");
    }

    private static String[] packagesOf(List<String> services) {
        return services.stream().map(name -> "dev.hector." + name + "..").toArray(String[]::new);
    }
}
