/**
 * Questions about recurrent networks over text and about addition networks: accuracy ({@link
 * dev.sonde.question.cells.EvalQuestion}), cell states ({@link
 * dev.sonde.question.cells.CellsQuestion}), where else the same units are on ({@link
 * dev.sonde.question.cells.SearchQuestion}), which units matter ({@link
 * dev.sonde.question.cells.AblateQuestion}), and where two networks differ ({@link
 * dev.sonde.question.cells.DisagreeQuestion}).
 */
@NullMarked
package dev.sonde.question.cells;

import org.jspecify.annotations.NullMarked;
