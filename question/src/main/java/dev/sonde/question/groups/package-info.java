/**
 * Questions about groups of trained models, in which the run is the sample: where do they differ
 * ({@link dev.sonde.question.groups.CompareQuestion}), and does a single row identify its group
 * ({@link dev.sonde.question.groups.RowsQuestion})?
 */
@NullMarked
package dev.sonde.question.groups;

import org.jspecify.annotations.NullMarked;
