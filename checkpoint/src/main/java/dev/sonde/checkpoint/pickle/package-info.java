/**
 * What would this Python pickle build? A restricted pickle machine (protocols 0 to 5) that answers
 * with inert {@link dev.sonde.checkpoint.pickle.PickleValue}s: names stay names, calls are recorded
 * and never made, nothing is looked up, imported or reflected.
 *
 * <p>Enter at {@link dev.sonde.checkpoint.pickle.PickleMachine#read}. One pass, no recursion: time
 * is linear in the bytes, memory is capped. Values may share parts and form cycles, so whoever
 * walks them must bound the walk.
 *
 * <p>Source: CPython's {@code Lib/pickletools.py}, the description of every opcode.
 */
@NullMarked
package dev.sonde.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
