/**
 * What does the model lose without a head? {@link
 * dev.sonde.network.transformer.ablation.HeadAblation} replaces what each head gives by zero or by
 * its mean. One pass per head; what lies before its layer is computed once.
 */
@NullMarked
package dev.sonde.network.transformer.ablation;

import org.jspecify.annotations.NullMarked;
