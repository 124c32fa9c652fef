/**
 * How does a table reach its reader? {@link dev.sonde.figure.table.Columns} names the columns of a
 * record once; {@link dev.sonde.figure.table.Table} holds the rows; {@link
 * dev.sonde.figure.table.TextTable} prints them in a terminal's width, {@link
 * dev.sonde.figure.table.CsvTable} writes them as CSV, and pages, databases and JSON take them as
 * they are. All of it costs time in proportion to the rows.
 */
@NullMarked
package dev.sonde.figure.table;

import org.jspecify.annotations.NullMarked;
