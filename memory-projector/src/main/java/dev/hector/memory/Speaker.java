package dev.hector.memory;

import dev.hector.events.Role;

/** Who said a line of a summary. */
enum Speaker {
    USER("User: "),
    ASSISTANT("Assistant: "),
    TOOL("Tool: "),
    SYSTEM("System: ");

    private final String label;

    Speaker(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Speaker of(Role role) {
        return switch (role) {
            case USER -> USER;
            case ASSISTANT -> ASSISTANT;
            case TOOL -> TOOL;
            case SYSTEM, DEVELOPER -> SYSTEM;
        };
    }

    /** Who says a line that begins with a label; the user says those without. */
    static Speaker ofLine(String line) {
        for (var speaker : values()) {
            if (line.startsWith(speaker.label)) {
                return speaker;
            }
        }
        return USER;
    }
}
