/**
 * What is this file that no reader knows? Enter at {@link
 * dev.sonde.checkpoint.signature.Signatures#of}: a table with one line for each thing that people
 * open and that holds no tensors for Sonde, with its name and what to do. Costs a look at the first
 * bytes, and a folder's list of names.
 */
@NullMarked
package dev.sonde.checkpoint.signature;

import org.jspecify.annotations.NullMarked;
