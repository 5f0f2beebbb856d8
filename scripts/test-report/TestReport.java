import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * How many tests ran, what failed, and what those that were skipped want; from the reports of Surefire and Failsafe.
 *
 * <pre>
 * java scripts/test-report/TestReport.java
 *   --since yyyyMMdd-HHmmss   leaves out reports of earlier builds; the time is UTC
 *   --wanting PATTERN         only prints each "MODULE CLASS" that was skipped for a reason with this pattern
 * </pre>
 */
final class TestReport {

    private static final DateTimeFormatter BUILD = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private record Outcome(String module, String test, String kind, String reason) {

        String outerClass() {
            return test.replaceAll("[$#].*", "").replaceAll(".*\\.", "");
        }
    }

    private TestReport() {}

    static void main(String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "" -> print(outcomes(Instant.EPOCH));
            case "--since" -> print(outcomes(BUILD.parse(arguments[1], LocalDateTime::from).toInstant(ZoneOffset.UTC)));
            case "--wanting" -> printClasses(outcomes(Instant.EPOCH), Pattern.compile(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0] + " is neither --since nor --wanting");
        }
    }

    private static List<Outcome> outcomes(Instant since) {
        return reports(since).flatMap(TestReport::outcomes).toList();
    }

    /** Of the working directory's modules. */
    private static Stream<Path> reports(Instant since) {
        return list(Path.of(""))
                .flatMap(module -> Stream.of("target/surefire-reports", "target/failsafe-reports").map(module::resolve))
                .filter(Files::isDirectory)
                .flatMap(TestReport::list)
                .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                .filter(file -> !modified(file).isBefore(since));
    }

    private static Stream<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Outcome> outcomes(Path report) {
        try {
            var module = report.getName(0).toString();
            var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(report.toFile());
            return elements(document.getDocumentElement(), "testcase").stream().map(test -> outcome(module, test));
        } catch (Exception failure) {
            throw new IllegalStateException("Cannot read " + report, failure);
        }
    }

    private static Outcome outcome(String module, Element test) {
        var name = test.getAttribute("classname") + "#" + test.getAttribute("name");
        for (var kind : List.of("error", "failure", "skipped")) {
            var found = elements(test, kind);
            if (!found.isEmpty()) {
                return new Outcome(module, name, kind, found.getFirst().getAttribute("message"));
            }
        }
        return new Outcome(module, name, "passed", "");
    }

    private static List<Element> elements(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static List<Outcome> skipped(List<Outcome> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.kind().equals("skipped")).toList();
    }

    /** Nothing where nothing was tested. */
    private static void print(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        var skipped = skipped(outcomes);
        var failed = outcomes.stream().filter(outcome -> outcome.kind().matches("error|failure")).toList();
        var run = outcomes.size() - skipped.size();
        System.out.printf("Tests: %d run, %d failed, %d skipped%n", run, failed.size(), skipped.size());
        failed.forEach(outcome -> System.out.printf("  failed: %s %s%n", outcome.module(), outcome.test()));
        skipped.stream()
                .collect(Collectors.groupingBy(TestReport::wanted, TreeMap::new, Collectors.toList()))
                .forEach((wanted, tests) ->
                        System.out.printf("  %s: %s; %s%n", count(tests), wanted, classes(tests)));
    }

    /** Without what JUnit says around the reason. */
    private static String wanted(Outcome skipped) {
        var line = skipped.reason().replaceAll("\\s+", " ").strip();
        return line.replaceFirst("^.* ==> ", "").replaceFirst("^(Assumption failed: )", "");
    }

    /** Of a nested class that is skipped as a whole, nobody tells how many tests it has. */
    private static String count(List<Outcome> skipped) {
        var nested = skipped.stream().filter(outcome -> outcome.test().endsWith("#")).count();
        return skipped.size() + " skipped" + (nested == 0 ? "" : " (" + nested + " of them whole nested classes)");
    }

    private static String classes(List<Outcome> tests) {
        return tests.stream().map(Outcome::outerClass).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static void printClasses(List<Outcome> outcomes, Pattern wanting) {
        skipped(outcomes).stream()
                .filter(outcome -> wanting.matcher(wanted(outcome)).find())
                .map(outcome -> outcome.module() + " " + outcome.outerClass())
                .distinct()
                .sorted()
                .forEach(System.out::println);
    }
}
