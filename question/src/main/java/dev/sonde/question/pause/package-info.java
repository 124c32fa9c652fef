/**
 * What a question's own paused file is known by: {@link dev.sonde.question.pause.Fingerprint}. How
 * work stops and goes on is {@link dev.sonde.checkpoint.pause}.
 */
@NullMarked
package dev.sonde.question.pause;

import org.jspecify.annotations.NullMarked;
