package dev.hector.events;

/** An assistant's request to run a tool; {@code arguments} is a JSON object as text. */
public record ToolCall(String id, String name, String arguments) {}
