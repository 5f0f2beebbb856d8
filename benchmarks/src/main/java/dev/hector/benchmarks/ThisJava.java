package dev.hector.benchmarks;

import java.nio.file.Path;

/** What this process runs with, for processes that it starts. */
final class ThisJava {

    private ThisJava() {}

    static Path executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
