package dev.hector.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ModuleBoundaryTest {

    private static final ArchRule FACTS_NEED_NO_FRAMEWORK = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..",
                    "dev.hector.events..");

    @Test
    void factsDependOnTheJdkJacksonAndJSpecifyOnly() {
        JavaClasses facts = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.hector.events");

        assertThat(facts).isNotEmpty();
        FACTS_NEED_NO_FRAMEWORK.check(facts);
    }

    @Test
    void theRuleSeesAForeignDependency() {
        var foreign = new ClassFileImporter().importClasses(ModuleBoundaryTest.class);

        assertThat(FACTS_NEED_NO_FRAMEWORK.evaluate(foreign).hasViolation()).isTrue();
    }
}
