/**
 * Questions about recurrent networks over text, asked of networks that add numbers: how much is
 * right ({@link dev.sonde.question.cells.EvalQuestion}), what each cell does ({@link
 * dev.sonde.question.cells.CellsQuestion}), where else units do the same ({@link
 * dev.sonde.question.cells.SearchQuestion}), which units matter ({@link
 * dev.sonde.question.cells.AblateQuestion}), and where two networks differ ({@link
 * dev.sonde.question.cells.DisagreeQuestion}).
 */
@NullMarked
package dev.sonde.question.cells;

import org.jspecify.annotations.NullMarked;
