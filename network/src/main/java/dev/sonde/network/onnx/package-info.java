/**
 * ONNX graphs as networks: an interpreter over the engine in which every value of the graph is a
 * site that can be tapped, differentiated, ablated and patched. Enter at {@link
 * dev.sonde.network.onnx.Graph#of}, or open a file with {@code Network.open}.
 *
 * <p>A graph is planned once: each node finds its {@link dev.sonde.network.onnx.Operator}, whose
 * attributes are checked, each value its address; what cannot run is named then, not in the middle
 * of a run. Running walks the plan. A file decides nothing beyond the arithmetic: nesting, rounds
 * of loops, steps and sizes have {@link dev.sonde.network.onnx.Limits}.
 *
 * <p>Source: <a href="https://github.com/onnx/onnx/blob/main/docs/Operators.md">the operators of
 * ONNX</a>, versions 9 to 20.
 */
@NullMarked
package dev.sonde.network.onnx;

import org.jspecify.annotations.NullMarked;
