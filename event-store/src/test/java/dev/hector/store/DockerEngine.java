package dev.hector.store;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/**
 * A Docker engine that has the images of the tests or can get them. It is tried once, for a short while, and the outcome
 * holds for all JVMs of a build.
 */
public final class DockerEngine {

    public static final String POSTGRES = "postgres:18";
    public static final String PGVECTOR = "pgvector/pgvector:pg18";
    static final String MARIADB = "mariadb:11.4";
    static final String MYSQL = "mysql:8.4";

    private static final List<String> IMAGES = List.of(POSTGRES, PGVECTOR, MARIADB, MYSQL);

    /** Testcontainers' own, of a version that only it knows: who sends the others sends that too. */
    private static final String RYUK = "testcontainers/ryuk";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Supplier<Boolean> USABLE = SingletonSupplier.of(
            () -> isThere() && outcomeFile().map(DockerEngine::sharedOutcome).orElseGet(DockerEngine::tryOut));

    private DockerEngine() {}

    public static boolean isUsable() {
        return USABLE.get();
    }

    private static boolean isThere() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }

    /** Named by the build; empty outside of a build. */
    private static Optional<Path> outcomeFile() {
        return Optional.ofNullable(System.getProperty("hector.docker-outcome")).map(Path::of);
    }

    /** The first JVM of the build tries; the others wait for it and read what it found. */
    private static boolean sharedOutcome(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                if (channel.size() == 0) {
                    channel.write(StandardCharsets.UTF_8.encode(String.valueOf(tryOut())));
                }
            }
            return Boolean.parseBoolean(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean tryOut() {
        var problem = problem();
        problem.ifPresent(text -> System.out.println("Tests use binaries instead of Docker: " + text));
        return problem.isEmpty();
    }

    private static Optional<String> problem() {
        var attempt = new FutureTask<>(DockerEngine::missing);
        Thread.ofPlatform().daemon().name("docker").start(attempt);
        try {
            return attempt.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return Optional.of("its images were not to be had within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failure) {
            return Optional.of(String.valueOf(failure.getCause()));
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first image that is neither here nor to be had. */
    private static Optional<String> missing() throws Exception {
        var client = client();
        var wanted = new ArrayList<>(IMAGES);
        wanted.removeIf(image -> isHere(client, image));
        if (!isHere(client, RYUK)) {
            wanted.add(POSTGRES);
        }
        for (var image : wanted) {
            var problem = problemOfPulling(client, image);
            if (!problem.isEmpty()) {
                return Optional.of(image + ": " + problem);
            }
        }
        return Optional.empty();
    }

    /** Testcontainers' own way to an engine, without the container that it starts there. */
    private static DockerClient client() {
        var strategies = new ArrayList<DockerClientProviderStrategy>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        return DockerClientProviderStrategy.getFirstValidStrategy(strategies).getDockerClient();
    }

    private static boolean isHere(DockerClient client, String image) {
        return !client.listImagesCmd()
                .withFilter("reference", List.of(image))
                .exec()
                .isEmpty();
    }

    /** Empty when a registry begins to send it; Testcontainers gets the rest. */
    private static String problemOfPulling(DockerClient client, String image) throws Exception {
        var answer = new CompletableFuture<String>();
        try (var _ = client.pullImageCmd(image).exec(new FirstAnswer(answer))) {
            return answer.get();
        }
    }

    private static final class FirstAnswer extends ResultCallback.Adapter<PullResponseItem> {

        private final CompletableFuture<String> answer;

        FirstAnswer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(PullResponseItem item) {
            var error = item.getErrorDetail();
            answer.complete(error == null ? "" : String.valueOf(error.getMessage()));
        }

        @Override
        public void onError(Throwable failure) {
            answer.complete(failure.toString());
            super.onError(failure);
        }
    }
}
