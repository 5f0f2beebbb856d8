package dev.hector.observability;

import java.util.List;

/** What an instance needs to do its work; asked again and again. */
public interface Dependencies {

    /** Something that does not answer. */
    record Missing(String name, String detail) {}

    /** What does not answer now; empty when the instance can do its work. */
    List<Missing> missing();
}
