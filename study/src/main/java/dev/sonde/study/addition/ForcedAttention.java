package dev.sonde.study.addition;

import dev.sonde.network.probe.Clamp;
import dev.sonde.network.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Attention held at chosen positions: at these steps of the answer all weight lies on one symbol of
 * the question, whatever the network would attend to.
 *
 * @param probing what does it
 */
public record ForcedAttention(Adder.Probing probing) {

  /**
   * Reads {@code 2:0} (the third symbol of the answer attends to the first of the question).
   *
   * @throws AdditionException if the network has no attention, or no such step or position
   */
  public static ForcedAttention of(Adder adder, List<String> places) {
    if (!places.isEmpty() && !adder.model().attention()) {
      throw new AdditionException("the network has no attention to be forced");
    }
    int source = adder.format().sourceLength();
    int steps = adder.format().targetLength();
    List<Probe> probes = new ArrayList<>();
    for (String place : places) {
      if (!place.matches("\\d{1,4}:\\d{1,4}")) {
        throw new AdditionException("'" + place + "' is not STEP:POSITION, such as 2:0");
      }
      int step = Integer.parseInt(place.substring(0, place.indexOf(':')));
      int position = Integer.parseInt(place.substring(place.indexOf(':') + 1));
      if (step >= steps || position >= source) {
        throw new AdditionException(
            "'"
                + place
                + "': the answer has steps 0 to "
                + (steps - 1)
                + ", the question positions 0 to "
                + (source - 1));
      }
      String site = "decoder.attention@t=" + step;
      int[] others = IntStream.range(0, source).filter(j -> j != position).toArray();
      probes.add(Clamp.to(1, site, position));
      probes.add(Clamp.to(0, site, others));
    }
    return new ForcedAttention(new Adder.Probing(List.of(), probes));
  }
}
