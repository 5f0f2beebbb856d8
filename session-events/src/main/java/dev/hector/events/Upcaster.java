package dev.hector.events;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Turns the stored form of one revision of an event type into that of the next revision. */
record Upcaster(String type, int fromRevision, UnaryOperator<ObjectNode> change) {}
