package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Starting with the demo model must not pay for what other models need. */
final class LazyLoadingTest {

    @Test
    void theDemoLoadsNothingOfOtherModels() throws Exception {
        try (var loader = new RecordingLoader()) {
            var run = Class.forName(LazyLoadingTest.class.getName() + "$Demo", true, loader);
            var constructor = run.getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();

            assertThat(loader.loaded).contains(DemoModel.class.getName()).noneMatch(LazyLoadingTest::isHeavy);
        }
    }

    private static boolean isHeavy(String name) {
        return List.of("dev.langchain4j.", "dev.hector.models.langchain4j.", "com.knuddels.", "tools.jackson.databind.")
                        .stream()
                        .anyMatch(name::startsWith)
                || (name.startsWith("com.fasterxml.jackson.") && !name.startsWith("com.fasterxml.jackson.annotation."));
    }

    /** Runs within the recording loader. */
    static final class Demo implements Runnable {

        Demo() {}

        @Override
        public void run() {
            var agent = new AgentConfig("a", null, "", null, MemorySettings.DEFAULT, null, List.of(), false);
            var config = new HectorConfig(Map.of("a", agent), Map.of(), Map.of(), SessionsConfig.DEFAULT);
            new JtokkitTokenCounter();
            Models.of(config, String::length).forAgent("a").answer(ModelRequest.of(List.of()), _ -> {});
        }
    }

    private static final class RecordingLoader extends URLClassLoader {

        private final Set<String> loaded = ConcurrentHashMap.newKeySet();

        RecordingLoader() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        private static URL[] classPath() {
            return Pattern.compile(File.pathSeparator)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .map(RecordingLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
    }
}
