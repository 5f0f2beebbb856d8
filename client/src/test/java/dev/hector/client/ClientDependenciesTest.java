package dev.hector.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Whoever uses the client gets no server with it. */
class ClientDependenciesTest {

    private static final String[] KNOWN = {
        "dev.hector.client..",
        "dev.hector.wire..",
        "dev.hector.proto..",
        "java..",
        "org.jspecify..",
        "io.grpc..",
        "com.google.protobuf..",
        "com.google.rpc..",
        "tools.jackson..",
        "com.fasterxml.jackson.annotation..",
        "com.github.f4b6a3.ulid.."
    };

    @Test
    void theClientKnowsTheWireAndNoServer() {
        knowsOnly(KNOWN)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.hector.client"));
    }

    @Test
    void theRuleFindsOneWhoKnowsMore() {
        var broken = new ClassFileImporter().importClasses(ClientDependenciesTest.class);

        assertThat(knowsOnly(KNOWN).evaluate(broken).hasViolation()).isTrue();
    }

    private static ArchRule knowsOnly(String... packages) {
        return classes()
                .that()
                .resideInAPackage("dev.hector.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
