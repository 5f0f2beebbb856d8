import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Prints the structure of one checkout, or of two beside each other, as Markdown tables. */
final class Structure {

    private static final String APART = "benchmarks";

    private static final String HOW = """

        **How it is counted.** Main code, generated code left out; %s stands apart and is in no total. A file is a
        `.java` file other than `package-info` and `module-info`, whose lines count too. Hidden: top-level types that
        are package-private. Largest flat package: most files in one folder. Arrow: an ordered pair of files of one
        module, where the first imports the second's type (or one nested in it, or its static members), or names it
        while both are in one package; parsed, not resolved, so a variable of a type's name would count. Method: a
        method or constructor with a body, from its first modifier or annotation to its closing brace; lambdas and
        what is generated count nowhere. Duplicated pair: two places of all files, tests too, that share %d or more
        code lines to the letter, however many more, indentation apart; package, imports, comments and lines without a
        letter or digit are no code. Shared name: a simple name that several top-level types of main code have.
        """.formatted(APART, Duplicates.LEAST);

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: scripts/structure [DIR [DIR]]");
            System.exit(2);
        }
        var checkouts = new ArrayList<Checkout>();
        for (var argument : arguments) {
            checkouts.add(Checkout.read(Path.of(argument).toAbsolutePath().normalize()));
        }
        System.out.print(new Report(checkouts).text());
    }

    /** A source file as the parser sees it. */
    record Source(
            Path path,
            String packageName,
            List<String> lines,
            List<Type> types,
            Set<String> imports,
            Set<String> names,
            List<Integer> methods) {

        /** A top-level type. */
        record Type(String name, boolean hidden) {}

        boolean isDescription() {
            return types.isEmpty();
        }

        /** The nearest folder with a POM. */
        Path module() {
            var folder = path;
            while (folder != null && !Files.exists(folder.resolve("pom.xml"))) {
                folder = folder.getParent();
            }
            return folder == null ? path : folder;
        }

        boolean namesTypeOf(Source other) {
            return other.types.stream().anyMatch(type -> importsType(other, type) || sharesPackage(other, type));
        }

        private boolean importsType(Source other, Type type) {
            var full = other.packageName + "." + type.name();
            return imports.stream().anyMatch(name -> name.equals(full) || name.startsWith(full + "."))
                    || (imports.contains(other.packageName + ".*") && names.contains(type.name()));
        }

        private boolean sharesPackage(Source other, Type type) {
            return packageName.equals(other.packageName)
                    && names.contains(type.name())
                    && imports.stream().noneMatch(name -> name.endsWith("." + type.name()));
        }
    }

    /** Takes from a parsed file what is counted. */
    static final class Reading extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final Set<String> names = new HashSet<>();
        private final List<Integer> methods = new ArrayList<>();

        private Reading(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        static Source of(CompilationUnitTree unit, Trees trees) {
            var reading = new Reading(unit, trees);
            reading.scan(unit, null);
            var path = Path.of(unit.getSourceFile().toUri());
            return new Source(
                    path,
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                    readLines(path),
                    reading.types(),
                    reading.imports(),
                    reading.names,
                    reading.methods);
        }

        private static List<String> readLines(Path path) {
            try {
                return Files.readAllLines(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<Source.Type> types() {
            return unit.getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .map(type -> new Source.Type(type.getSimpleName().toString(), isHidden(type)))
                    .toList();
        }

        private static boolean isHidden(ClassTree type) {
            return !type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        }

        private Set<String> imports() {
            return unit.getImports().stream()
                    .map(ImportTree::getQualifiedIdentifier)
                    .map(Tree::toString)
                    .collect(Collectors.toSet());
        }

        @Override
        public Void visitIdentifier(IdentifierTree name, Void nothing) {
            names.add(name.getName().toString());
            return null;
        }

        @Override
        public Void visitImport(ImportTree tree, Void nothing) {
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var start = trees.getSourcePositions().getStartPosition(unit, method);
            var end = trees.getSourcePositions().getEndPosition(unit, method);
            if (method.getBody() != null && start >= 0 && end > start) {
                methods.add((int) (line(end) - line(start) + 1));
            }
            return super.visitMethod(method, nothing);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    /** A module's main code. */
    record Module(String name, List<Source> sources) {

        int files() {
            return (int) filesOfTypes().count();
        }

        int lines() {
            return sources.stream().mapToInt(source -> source.lines().size()).sum();
        }

        int hidden() {
            return (int) topLevel().filter(Source.Type::hidden).count();
        }

        int all() {
            return (int) topLevel().count();
        }

        Map.Entry<String, Integer> largestPackage() {
            var files =
                    filesOfTypes().collect(Collectors.toMap(Source::packageName, _ -> 1, Integer::sum, TreeMap::new));
            return files.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        }

        int arrows() {
            return (int) filesOfTypes().mapToLong(this::arrowsFrom).sum();
        }

        private long arrowsFrom(Source from) {
            return filesOfTypes()
                    .filter(to -> to != from && from.namesTypeOf(to))
                    .count();
        }

        Stream<Source.Type> topLevel() {
            return sources.stream().flatMap(source -> source.types().stream());
        }

        private Stream<Source> filesOfTypes() {
            return sources.stream().filter(source -> !source.isDescription());
        }
    }

    /** The sources of a folder. */
    record Checkout(List<Module> modules, List<Source> everything) {

        static Checkout read(Path root) throws IOException {
            var sources = parse(javaFiles(root));
            var main =
                    sources.stream().filter(source -> source.path().toString().contains("/src/main/java/"));
            var modules = main
                    .collect(Collectors.groupingBy(Source::module, TreeMap::new, Collectors.toList()))
                    .entrySet()
                    .stream()
                    .map(entry -> new Module(root.relativize(entry.getKey()).toString(), entry.getValue()))
                    .toList();
            return new Checkout(modules, sources);
        }

        private static List<Path> javaFiles(Path root) throws IOException {
            var found = new TreeSet<Path>();
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = folder.getFileName().toString();
                    var skipped = name.equals("target") || (name.startsWith(".") && !folder.equals(root));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().matches(".*/src/[^/]+/java/.*\\.java")) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return List.copyOf(found);
        }

        private static List<Source> parse(Collection<Path> files) throws IOException {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
                var options = List.of("-proc:none");
                var task = (JavacTask) compiler.getTask(
                        null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
                var trees = Trees.instance(task);
                var sources = new ArrayList<Source>();
                task.parse().forEach(unit -> sources.add(Reading.of(unit, trees)));
                return sources;
            }
        }

        List<Module> counted() {
            return modules.stream()
                    .filter(module -> !module.name().equals(APART))
                    .toList();
        }

        List<Source> sources() {
            return counted().stream()
                    .flatMap(module -> module.sources().stream())
                    .toList();
        }

        int sharedNames() {
            var named = counted().stream()
                    .flatMap(Module::topLevel)
                    .collect(Collectors.groupingBy(Source.Type::name, Collectors.counting()));
            return (int) named.values().stream().filter(count -> count > 1).count();
        }

        int duplicatedPairs() {
            return Duplicates.count(everything);
        }
    }

    /** Finds places that share lines. */
    record Duplicates(List<List<String>> files) {

        static final int LEAST = 6;

        private record Place(int file, int line) {

            Place plus(int lines) {
                return new Place(file, line + lines);
            }
        }

        static int count(List<Source> sources) {
            var code = sources.stream()
                    .map(source -> source.lines().stream()
                            .map(String::strip)
                            .filter(Duplicates::isCode)
                            .toList())
                    .toList();
            return new Duplicates(code).pairs();
        }

        private static boolean isCode(String line) {
            return !line.isEmpty()
                    && !line.startsWith("*")
                    && !line.startsWith("/")
                    && !line.startsWith("import ")
                    && !line.startsWith("package ")
                    && line.chars().anyMatch(Character::isLetterOrDigit);
        }

        private int pairs() {
            return windows().values().stream().mapToInt(this::beginnings).sum();
        }

        private Map<List<String>, List<Place>> windows() {
            var windows = new HashMap<List<String>, List<Place>>();
            for (var file = 0; file < files.size(); file++) {
                for (var line = 0; line + LEAST <= files.get(file).size(); line++) {
                    windows.computeIfAbsent(files.get(file).subList(line, line + LEAST), _ -> new ArrayList<>())
                            .add(new Place(file, line));
                }
            }
            return windows;
        }

        /** Pairs of places whose lines before differ: where a longer run of equal lines begins. */
        private int beginnings(List<Place> places) {
            var pairs = 0;
            for (var i = 0; i < places.size(); i++) {
                for (var j = i + 1; j < places.size(); j++) {
                    if (!isSame(places.get(i).plus(-1), places.get(j).plus(-1))
                            && !overlap(places.get(i), places.get(j))) {
                        pairs++;
                    }
                }
            }
            return pairs;
        }

        private boolean isSame(Place one, Place other) {
            return one.line() >= 0
                    && other.line() >= 0
                    && files.get(one.file())
                            .get(one.line())
                            .equals(files.get(other.file()).get(other.line()));
        }

        private static boolean overlap(Place one, Place other) {
            return one.file() == other.file() && Math.abs(one.line() - other.line()) < LEAST;
        }
    }

    /** Lengths in order. */
    record Lengths(int[] sorted) {

        static Lengths of(IntStream lengths) {
            return new Lengths(lengths.sorted().toArray());
        }

        static Lengths ofMethods(Checkout checkout) {
            return of(checkout.sources().stream()
                    .flatMap(source -> source.methods().stream())
                    .mapToInt(length -> length));
        }

        static Lengths ofFiles(Checkout checkout) {
            return of(checkout.sources().stream()
                    .filter(source -> !source.isDescription())
                    .mapToInt(source -> source.lines().size()));
        }

        int at(double share) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
        }

        int longest() {
            return at(1);
        }
    }

    /** The tables; a figure of two checkouts reads "before → after", or once when both have the same. */
    record Report(List<Checkout> checkouts) {

        String text() {
            return modules() + "\n" + overall() + HOW;
        }

        private String modules() {
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("module", "files", "lines", "hidden", "largest flat package", "arrows between files"));
            names().stream().filter(name -> !name.equals(APART)).forEach(name -> rows.add(row(name)));
            rows.add(total());
            names().stream().filter(name -> name.equals(APART)).forEach(name -> rows.add(row(name)));
            return table(rows);
        }

        private Set<String> names() {
            return checkouts.stream()
                    .flatMap(checkout -> checkout.modules().stream())
                    .map(Module::name)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private List<String> row(String name) {
            return List.of(
                    name,
                    ofModule(name, module -> number(module.files())),
                    ofModule(name, module -> number(module.lines())),
                    ofModule(name, module -> share(module.hidden(), module.all())),
                    ofModule(name, module -> named(module.largestPackage())),
                    ofModule(name, module -> number(module.arrows())));
        }

        private String ofModule(String name, Function<Module, String> figure) {
            return each(checkout -> checkout.modules().stream()
                    .filter(module -> module.name().equals(name))
                    .findFirst()
                    .map(figure)
                    .orElse("–"));
        }

        private List<String> total() {
            return List.of(
                    "**together**",
                    each(checkout -> number(sum(checkout, Module::files))),
                    each(checkout -> number(sum(checkout, Module::lines))),
                    each(checkout -> share(sum(checkout, Module::hidden), sum(checkout, Module::all))),
                    each(checkout -> checkout.counted().stream()
                            .map(Module::largestPackage)
                            .max(Map.Entry.comparingByValue())
                            .map(Report::named)
                            .orElse("–")),
                    each(checkout -> number(sum(checkout, Module::arrows))));
        }

        private static int sum(Checkout checkout, Function<Module, Integer> figure) {
            return checkout.counted().stream().mapToInt(figure::apply).sum();
        }

        private String overall() {
            return table(List.of(
                    List.of("all but " + APART, ""),
                    overall(
                            "method length: median / p90 / p99 / longest",
                            checkout -> methods(Lengths.ofMethods(checkout))),
                    overall("file length: median / p90 / longest", checkout -> files(Lengths.ofFiles(checkout))),
                    overall("duplicated pairs", checkout -> number(checkout.duplicatedPairs())),
                    overall("shared names", checkout -> number(checkout.sharedNames()))));
        }

        private List<String> overall(String name, Function<Checkout, String> figure) {
            return List.of(name, each(figure));
        }

        private static String methods(Lengths lengths) {
            return "%d / %d / %d / %d".formatted(lengths.at(0.5), lengths.at(0.9), lengths.at(0.99), lengths.longest());
        }

        private static String files(Lengths lengths) {
            return "%d / %d / %d".formatted(lengths.at(0.5), lengths.at(0.9), lengths.longest());
        }

        private String each(Function<Checkout, String> figure) {
            var figures = checkouts.stream().map(figure).toList();
            return figures.stream().distinct().count() == 1 ? figures.getFirst() : String.join(" → ", figures);
        }

        private static String named(Map.Entry<String, Integer> largest) {
            return "%d (`%s`)".formatted(largest.getValue(), largest.getKey().replaceFirst("^dev\\.hector\\.", ""));
        }

        private static String number(int value) {
            return "%,d".formatted(value);
        }

        private static String share(int part, int whole) {
            return "%.0f %%".formatted(whole == 0 ? 0 : 100.0 * part / whole);
        }

        private static String table(List<List<String>> rows) {
            var text = new StringBuilder(line(rows.getFirst()));
            text.append("|---")
                    .append("|--:".repeat(rows.getFirst().size() - 1))
                    .append("|\n");
            rows.stream().skip(1).forEach(row -> text.append(line(row)));
            return text.toString();
        }

        private static String line(List<String> cells) {
            return "| " + String.join(" | ", cells) + " |\n";
        }
    }
}
