/** The decider of sessions: a command and a state give events or a refusal. Pure; no framework may enter. */
@NullMarked
package dev.hector.command.session;

import org.jspecify.annotations.NullMarked;
