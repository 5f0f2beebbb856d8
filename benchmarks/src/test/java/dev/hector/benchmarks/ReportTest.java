package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.benchmarks.ResultLine.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Machine MACHINE =
            new Machine("A processor", 2, 24_000_000_000L, "Linux 6", "25.0.1", "18.0", 0.075);

    @Test
    void showsEachMeasurementInItsTable() {
        var report = Report.render(List.of(
                ResultLine.of(MACHINE),
                ResultLine.of(append(8, 5_000).with("per_s_to_pgbench", 0.5)),
                ResultLine.of(Measurement.of("pure: decide", 1).with("ns_per_op", 412))));

        assertThat(report)
                .contains(
                        "Machine: A processor, 2 cores, 24 GB, Linux 6, Java 25.0.1, PostgreSQL 18.0, fsync 0.075 ms.")
                .contains("## Appends", "| append (postgres) | 8 | 5000 |", "| 0.500 |")
                .contains("## Pure parts", "| pure: decide | 1 | 412 |  |")
                .doesNotContain("## Turns");
    }

    @Test
    void namesWhatFailed() {
        var report = Report.render(List.of(ResultLine.of(new Failure("11-streams", "not done in 8 minutes"))));

        assertThat(report).contains("**11-streams: not done in 8 minutes.**");
    }

    @Test
    void namesTheCommands() {
        assertThat(Report.render(List.of(ResultLine.ofCommand("append --clients 1"))))
                .contains("```bash\nbenchmarks/run append --clients 1\n```");
    }

    @Test
    void everyTableHasAsManyCellsAsHeadings() {
        var report = Report.render(
                Stream.of(append(8, 5_000), growth(10, 1), Measurement.of("idle streams over HTTP", 100), rebuild())
                        .map(ResultLine::of)
                        .toList());

        var tables = report.split("\n## ", -1);
        assertThat(tables).hasSize(6);
        for (var table : List.of(tables).subList(1, tables.length - 1)) {
            assertThat(table.lines().filter(line -> line.startsWith("|")).map(ReportTest::bars))
                    .hasSizeGreaterThan(2)
                    .containsOnly(bars(table.lines()
                            .filter(line -> line.startsWith("|---"))
                            .findFirst()
                            .orElseThrow()));
        }
    }

    @Test
    void linesSurviveTheFile(@TempDir Path folder) {
        var file = folder.resolve("a.jsonl");
        ResultOptions.append(file, ResultLine.of(MACHINE));
        ResultOptions.append(file, ResultLine.of(append(8, 5_000)));
        ResultOptions.append(file, ResultLine.of(new Failure("a", "b")));

        assertThat(ResultLine.read(file))
                .containsExactly(
                        ResultLine.of(MACHINE), ResultLine.of(append(8, 5_000)), ResultLine.of(new Failure("a", "b")));
    }

    @Test
    void drawsPlots(@TempDir Path folder) throws Exception {
        var file = folder.resolve("02-append.jsonl");
        Stream.of(append(1, 900), append(8, 5_000), growth(10, 2), growth(100, 3))
                .forEach(measurement -> ResultOptions.append(file, ResultLine.of(measurement)));

        Report.write(folder, folder);

        assertThat(Files.readString(folder.resolve("RESULTS.md"))).contains("growth.svg", "rates.svg");
        assertThat(drawn(folder.resolve("growth.svg")))
                .contains("A turn by the length of its session", "CPU, summary_buffer", "p50, summary_buffer");
        assertThat(drawn(folder.resolve("rates.svg"))).contains("clients", "append", "1,000", "10");
    }

    /** Its texts, by a reader that would refuse what is no XML. */
    private static List<String> drawn(Path plot) throws Exception {
        var document =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(plot.toFile());
        var texts = document.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static long bars(String line) {
        return line.chars().filter(c -> c == '|').count();
    }

    private static Measurement append(int clients, double rate) {
        return Measurement.of("append", clients).labelled("store", "postgres").with("per_s", rate);
    }

    private static Measurement growth(int size, double millis) {
        return Measurement.of("growth", 1)
                .labelled("size", size)
                .labelled("strategy", "summary_buffer")
                .with("p50_ms", millis)
                .with("cpu_service_ms", millis / 2);
    }

    private static Measurement rebuild() {
        return Measurement.of("rebuild: session_catalogue", 1).with("per_s", 5_000);
    }
}
