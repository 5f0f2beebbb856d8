package dev.hector.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads configuration files; whatever is wrong with one is a {@link ConfigException} that lists all of it. */
public final class HectorConfigReader {

    private HectorConfigReader() {}

    /** Reads a UTF-8 file, with variables from this process' environment. */
    public static HectorConfig read(Path file) {
        return read(file.toString(), textOf(file), System.getenv());
    }

    /**
     * Reads a text.
     *
     * @param name what problems call the text
     * @param env what {@code ${NAME}} stands for
     */
    public static HectorConfig read(String name, String yaml, Map<String, String> env) {
        return read(name, yaml, env, MissingModules.among(ServerModule.present()));
    }

    static HectorConfig read(String name, String yaml, Map<String, String> env, Predicate<String> present) {
        var problems = new Problems(name);
        var node = YamlText.compose(yaml, problems);
        problems.throwIfAny();
        var scalars = new ScalarReader(new Variables(env), problems);
        var file = new ShapeReader(scalars, problems).readFile(node.orElseThrow());
        new ConfigRules(problems, present).check(file, scalars.uses());
        problems.throwIfAny();
        return ConfigAssembler.assemble(file);
    }

    private static String textOf(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(file, "is a folder; name the file in it");
            }
            if (Files.exists(file) && Files.size(file) > 4L * YamlText.MOST_CHARACTERS) {
                throw unreadable(file, "is too large for a configuration");
            }
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file in " + Path.of("").toAbsolutePath());
        } catch (AccessDeniedException e) {
            throw unreadable(file, "may not be read by this user");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e);
        }
    }

    private static ConfigException unreadable(Path file, String message) {
        return new ConfigException(List.of(new ConfigProblem(file.toString(), 0, 0, message)));
    }
}
