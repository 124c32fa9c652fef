/**
 * What are the states of a recurrent network over a text? {@link
 * dev.sonde.network.recurrent.TextReader} makes texts into inputs and reads states; {@link
 * dev.sonde.question.cells.text.TextCells} is the answer, {@link
 * dev.sonde.question.cells.text.TextCellsPage} its page.
 */
@NullMarked
package dev.sonde.question.cells.text;

import org.jspecify.annotations.NullMarked;
