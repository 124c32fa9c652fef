/**
 * A network as modules and calls, to be looked at: {@link dev.sonde.app.serve.graph.ModuleTree}
 * says what is in what, {@link dev.sonde.app.serve.graph.GraphView} which of it is open and where
 * it stands, {@link dev.sonde.app.serve.graph.GraphValues} with which numbers it is painted.
 */
@NullMarked
package dev.sonde.app.serve.graph;

import org.jspecify.annotations.NullMarked;
