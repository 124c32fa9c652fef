package dev.sonde.study.addition;

import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.cells.Saturation;
import dev.sonde.analysis.cells.UnitCorrelation;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * What the cells of a network do over many sums.
 *
 * @param sums how many
 * @param encoder of its layer
 * @param decoder of its layer
 * @param probes what can be read off the states
 */
public record CellStatistics(int sums, Layer encoder, Layer decoder, CellProbes probes) {

  private static final int PAIRS = 10;

  /**
   * One layer.
   *
   * @param variation of tanh(c), or h where there is no cell
   * @param saturation of each gate that opens and shuts
   * @param correlated the pairs of units that move together most
   */
  public record Layer(
      Variation variation, List<Saturation> saturation, List<UnitCorrelation.Pair> correlated) {
    public Layer {
      saturation = List.copyOf(saturation);
      correlated = List.copyOf(correlated);
    }

    static Layer of(CellStates.Layer layer) {
      List<Saturation> gates = new ArrayList<>();
      for (String gate : layer.cell().gates()) {
        if (CellStates.opens(gate)) gates.add(Saturation.of(gate, layer.part(gate)));
      }
      return new Layer(
          Variation.of(layer.shown()), gates, UnitCorrelation.of(layer.shown()).strongest(PAIRS));
    }
  }

  /**
   * @param states of many sums
   * @param probed the states that probes are fitted to and judged by: fewer do
   */
  public static CellStatistics of(
      CellStates states,
      CellStates probed,
      Format format,
      ProbeSettings settings,
      Workers workers) {
    return new CellStatistics(
        states.sums().size(),
        Layer.of(states.encoder()),
        Layer.of(states.decoder()),
        CellProbes.of(probed, format, settings, workers));
  }
}
