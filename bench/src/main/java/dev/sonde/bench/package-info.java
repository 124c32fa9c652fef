/**
 * How fast is Sonde beside what people use instead? Contenders run as processes of their own, in
 * turn (A B A B …), so that a slow minute of the machine hits both; what is reported are medians
 * over the rounds.
 */
@NullMarked
package dev.sonde.bench;

import org.jspecify.annotations.NullMarked;
