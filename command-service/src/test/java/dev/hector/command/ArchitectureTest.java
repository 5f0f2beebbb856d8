package dev.hector.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hector.command");

    @Test
    void decidingKnowsNothingButEvents() {
        pure("dev.hector.command.session..").check(MAIN);
    }

    @Test
    void theRuleForDecidingCatchesWhatKnowsMore() {
        assertThat(pure("dev.hector.command.axon..").evaluate(MAIN).hasViolation())
                .isTrue();
    }

    @Test
    void axonStaysInItsPackage() {
        only("dev.hector.command.axon", "org.axonframework..").check(MAIN);
    }

    @Test
    void theWireStaysInItsPackage() {
        only("dev.hector.command.grpc", "dev.hector.proto..").check(MAIN);
    }

    private static ArchRule pure(String owner) {
        return classes()
                .that()
                .resideInAPackage(owner)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        owner,
                        "dev.hector.events..",
                        "java.lang..",
                        "java.nio.charset",
                        "java.security",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..");
    }

    private static ArchRule only(String owner, String product) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(product);
    }
}
