/**
 * Which vectors and labels does a user's file hold?
 *
 * <p>Entry: {@link dev.sonde.analysis.vectors.Vectors#read} for vectors, {@link
 * dev.sonde.analysis.vectors.Classes#read} for labels in a file of their own. Tensors of any kind
 * of checkpoint, and text in columns. What text leaves open (what parts the columns, whether there
 * is a heading, decimal commas, an index) is found out, and said in the notes of the result; {@link
 * dev.sonde.analysis.vectors.TextSettings} decides it instead.
 *
 * <p>Costs: the file is read three times at most; memory four bytes a value, for text twelve and
 * the text.
 */
@NullMarked
package dev.sonde.analysis.vectors;

import org.jspecify.annotations.NullMarked;
