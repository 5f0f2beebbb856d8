package dev.hector.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which, and which product is known where. Every rule must report the mutants that break it. */
class ModuleDirectionsTest {

    private static final String OURS = "dev.hector.";

    private static final JavaClasses HECTOR = withoutLookingUp(() -> new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.hector"));

    private static final Set<String> WIRE = Set.of("proto", "wire");

    /** What programs put together. */
    private static final Set<String> SERVICES =
            Set.of("models", "observability", "store", "command", "memory", "query", "gateway");

    private static final Set<String> FACTS = Set.of("events", "configuration");

    /** Services meet only at the wire, in facts and in the log; long-term memory also summarises. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("proto", Set.of()),
            entry("events", Set.of()),
            entry("recall", Set.of()),
            entry("observability", Set.of()),
            entry("wire", Set.of("proto", "events")),
            entry("configuration", Set.of("events")),
            entry("models", FACTS),
            entry("store", all(WIRE, FACTS)),
            entry("stream", all(FACTS, Set.of("store"))),
            entry("command", all(WIRE, FACTS, Set.of("store"))),
            entry("memory", all(WIRE, FACTS, Set.of("store", "models"))),
            entry("longterm", all(WIRE, FACTS, Set.of("store", "recall", "memory"))),
            entry("query", all(WIRE, FACTS, Set.of("store"))),
            entry("gateway", all(WIRE, FACTS, Set.of("models", "observability"))),
            entry("standalone", all(WIRE, FACTS, SERVICES)),
            entry("cluster", all(WIRE, FACTS, SERVICES, Set.of("stream"))),
            entry("client", WIRE),
            entry("cli", all(WIRE, FACTS, Set.of("store", "gateway", "standalone", "cluster", "client"))));

    /** What a package does not know within its module. */
    private static final Map<String, List<String>> DOORS =
            Map.of("gateway", List.of("gateway.rest..", "gateway.grpc..", "gateway.server.."));

    private static final Map<String, List<String>> PLACES = Map.ofEntries(
            entry("org.axonframework..", List.of("command.axon..")),
            entry("org.apache.kafka..", List.of("stream..")),
            entry("org.springframework.kafka..", List.of("stream..")),
            entry("io.cloudevents..", List.of("stream..")),
            entry("dev.langchain4j..", List.of("models.langchain4j..", "longterm.langchain4j..")),
            entry("com.knuddels.jtokkit..", List.of("models..")),
            entry("org.apache.lucene..", List.of("recall..")),
            entry("org.yaml.snakeyaml..", List.of("configuration..")),
            entry("org.apache.commons.text..", List.of("configuration..")),
            entry("org.postgresql..", List.of("store..")),
            entry("org.mariadb..", List.of("store..")),
            entry("org.sqlite..", List.of("store..")),
            entry("org.flywaydb..", List.of("store..")),
            entry("com.zaxxer.hikari..", List.of("store..")),
            entry("java.sql..", List.of("store..", "stream", "command..", "longterm", "query")),
            entry(
                    "org.springframework.jdbc..",
                    List.of("store..", "stream", "command..", "memory", "longterm", "query")),
            entry("io.micrometer..", List.of(".micrometer..", "observability", "standalone", "cluster")),
            entry(
                    "io.grpc..",
                    List.of(
                            ".grpc..",
                            "proto..",
                            "wire",
                            "observability",
                            "command",
                            "longterm",
                            "query",
                            "gateway",
                            "gateway.server",
                            "standalone",
                            "cluster",
                            "client",
                            "cli")),
            entry(
                    "org.springframework..",
                    List.of(
                            "store..",
                            "stream..",
                            "observability",
                            "command",
                            "command.axon",
                            "memory..",
                            "longterm..",
                            "query..",
                            "gateway..",
                            "standalone",
                            "cluster",
                            "cli")),
            entry(
                    "org.springframework.boot..",
                    List.of("observability", "gateway.rest", "gateway.grpc", "gateway.server", "cluster", "cli")),
            entry("org.springframework.web..", List.of("observability", "gateway.rest")),
            entry("jakarta.servlet..", List.of("observability", "gateway.rest")),
            entry("org.apache.catalina..", List.of("gateway.rest")),
            entry("io.swagger..", List.of("observability", "gateway.rest", "wire")),
            entry("ch.qos.logback..", List.of("cli")),
            entry("picocli..", List.of("cli")),
            entry("org.jline..", List.of("cli")),
            entry("me.tongfei..", List.of("cli")));

    /** A class that breaks a rule: somewhere, knowing something. */
    private record Mutant(String in, String knows) {}

    @TempDir
    private Path folder;

    static Collection<String> modules() {
        return new TreeSet<>(MAY_KNOW.keySet());
    }

    static Collection<String> rooms() {
        return DOORS.keySet();
    }

    static Collection<String> products() {
        return new TreeSet<>(PLACES.keySet());
    }

    @Test
    void everyModuleHasItsDirections() {
        assertThat(HECTOR.stream().map(ModuleDirectionsTest::moduleOf).distinct())
                .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void modulesKnowOnlyWhomTheyMay(String module) {
        knowsOnlyWhomItMay(module).check(HECTOR);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleThatKnowsAnotherIsFound(String module) throws IOException {
        var mutants = forbiddenTo(module).map(other -> new Mutant(OURS + module, anyIn(packageOf(other))));

        assertFound(mutants.toList(), knowsOnlyWhomItMay(module));
    }

    @ParameterizedTest
    @MethodSource("products")
    void productsStayInTheirPlaces(String product) {
        knownOnlyInItsPlaces(product).check(HECTOR);
    }

    @ParameterizedTest
    @MethodSource("products")
    void aProductInAnyOtherPlaceIsFound(String product) throws IOException {
        var known = anyKnownOf(product);
        var mutants = modules().stream()
                .map(module -> OURS + module)
                .filter(module -> placesOf(product)
                        .noneMatch(place -> PackageMatcher.of(place).matches(module)))
                .map(module -> new Mutant(module, known));

        assertFound(mutants.toList(), knownOnlyInItsPlaces(product));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsDoNotKnowTheirDoors(String room) {
        knowsNoneOfItsDoors(room).check(HECTOR);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomThatKnowsADoorIsFound(String room) throws IOException {
        var mutants = doorsOf(room).map(door -> new Mutant(OURS + room, anyIn(door)));

        assertFound(mutants.toList(), knowsNoneOfItsDoors(room));
    }

    @Test
    void modulesHaveNoCycles() {
        noCycles().check(HECTOR);
    }

    @Test
    void twoModulesThatKnowEachOtherAreFound() throws IOException {
        var broken = imported(List.of(
                new Mutant(OURS + "events", OURS + "recall.Mutant1"),
                new Mutant(OURS + "recall", OURS + "events.Mutant0")));

        assertThat(noCycles().evaluate(broken).hasViolation()).isTrue();
    }

    private static ArchRule knowsOnlyWhomItMay(String module) {
        return noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbiddenTo(module).map(ModuleDirectionsTest::packageOf).toArray(String[]::new));
    }

    private static ArchRule knownOnlyInItsPlaces(String product) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(placesOf(product).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(product);
    }

    private static ArchRule knowsNoneOfItsDoors(String room) {
        return noClasses()
                .that()
                .resideInAPackage(OURS + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(doorsOf(room).toArray(String[]::new));
    }

    private static ArchRule noCycles() {
        return slices().matching("dev.hector.(*)..").should().beFreeOfCycles();
    }

    @SafeVarargs
    private static Set<String> all(Set<String>... modules) {
        return Stream.of(modules).flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static Stream<String> forbiddenTo(String module) {
        return modules().stream()
                .filter(other -> !other.equals(module))
                .filter(other -> !requireNonNull(MAY_KNOW.get(module)).contains(other));
    }

    private static Stream<String> placesOf(String product) {
        return requireNonNull(PLACES.get(product)).stream().map(place -> OURS + place);
    }

    private static Stream<String> doorsOf(String room) {
        return requireNonNull(DOORS.get(room)).stream().map(door -> OURS + door);
    }

    private static String packageOf(String module) {
        return OURS + module + "..";
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().substring(OURS.length()).split("\\.", 2)[0];
    }

    private static String anyIn(String packages) {
        var its = PackageMatcher.of(packages);
        return HECTOR.stream()
                .filter(type -> its.matches(type.getPackageName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is in " + packages))
                .getName();
    }

    /** A rule about what nobody knows would be idle. */
    private static String anyKnownOf(String product) {
        var its = PackageMatcher.of(product);
        return HECTOR.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .filter(type -> !type.isArray() && its.matches(type.getPackageName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody knows " + product))
                .getName();
    }

    private void assertFound(List<Mutant> mutants, ArchRule rule) throws IOException {
        var report = rule.evaluate(imported(mutants)).getFailureReport().getDetails();

        assertThat(mutants).isNotEmpty();
        assertThat(mutants)
                .allSatisfy(mutant -> assertThat(report)
                        .anySatisfy(line -> assertThat(line).contains(nameOf(mutant, mutants), mutant.knows())));
    }

    private JavaClasses imported(List<Mutant> mutants) throws IOException {
        for (var mutant : mutants) {
            var name = nameOf(mutant, mutants);
            ClassFile.of()
                    .buildTo(
                            folder.resolve(name + ".class"),
                            ClassDesc.of(name),
                            type -> type.withField("known", ClassDesc.of(mutant.knows()), 0));
        }
        return withoutLookingUp(() -> new ClassFileImporter().importPath(folder));
    }

    /** What is known is told by its name; its own class need not be read. */
    private static JavaClasses withoutLookingUp(Supplier<JavaClasses> classes) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return classes.get();
        });
    }

    private static String nameOf(Mutant mutant, List<Mutant> all) {
        return mutant.in() + ".Mutant" + all.indexOf(mutant);
    }
}
