package dev.hector.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchitectureTest {

    private static final Set<String> DECIDING = Set.of(
            "SessionCommand",
            "SessionDecider",
            "SessionState",
            "Circumstances",
            "Decision",
            "Answer",
            "Refusal",
            "Limits",
            "Said",
            "RecentKeys",
            "Turns",
            "ProfileDigest");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hector.command");

    @Test
    void decidingKnowsNoFramework() {
        framework(DECIDING).check(MAIN);
    }

    @Test
    void theRuleForDecidingCatchesAFramework() {
        var mutant = new ClassFileImporter().importClasses(Mutant.class);
        assertThat(framework(Set.of("ArchitectureTest")).evaluate(mutant).hasViolation())
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

    private static ArchRule framework(Set<String> names) {
        return noClasses()
                .that(areNamed(names))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.axonframework..",
                        "org.springframework..",
                        "io.grpc..",
                        "tools.jackson..",
                        "dev.hector.proto..",
                        "dev.hector.store..");
    }

    private static ArchRule only(String owner, String product) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(product);
    }

    private static DescribedPredicate<JavaClass> areNamed(Set<String> names) {
        return DescribedPredicate.describe(
                "are " + names, type -> names.contains(outermost(type).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** What the rule must catch. */
    record Mutant(JdbcClient rows) {}
}
