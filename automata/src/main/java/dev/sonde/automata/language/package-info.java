/**
 * Machines that need no file: {@link dev.sonde.automata.language.Tomita} 1–7, {@link
 * dev.sonde.automata.language.RandomMachine random machines}, and {@link
 * dev.sonde.automata.language.StackLanguage context-free languages} up to a height of the stack.
 * {@link dev.sonde.automata.language.Named} finds them by name.
 */
@NullMarked
package dev.sonde.automata.language;

import org.jspecify.annotations.NullMarked;
