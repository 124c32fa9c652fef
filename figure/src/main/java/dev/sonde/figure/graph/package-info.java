/**
 * Drawings of directed graphs, automata above all: {@link dev.sonde.figure.graph.GraphFigure} lays
 * a {@link dev.sonde.figure.graph.Graph} out in layers. Readable up to some sixty nodes.
 */
@NullMarked
package dev.sonde.figure.graph;

import org.jspecify.annotations.NullMarked;
