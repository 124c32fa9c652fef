/**
 * How a declared question becomes a command: {@link dev.sonde.app.ask.QuestionCommand} makes
 * options and help out of the settings record, asks, and writes the answer wherever it is wanted.
 * Nothing here knows any question by name.
 */
@NullMarked
package dev.sonde.app.ask;

import org.jspecify.annotations.NullMarked;
