package dev.sonde.network.model;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.Unrolling;
import dev.sonde.network.torch.Array;
import java.util.List;
import java.util.Map;

/**
 * A program that a file describes: arrays by the names of its inputs to arrays by the names of its
 * outputs.
 *
 * <pre>{@code
 * try (var net = Network.open(Path.of("resnet20.pt2"), ProgramModel.class)) {
 *   Capture seen = net.run(Map.of("x", images), Tap.values("layer1.0.conv1"));
 * }
 * }</pre>
 */
@SuppressWarnings("exports") // The executor is for this module only.
public record ProgramModel(Executor executor)
    implements Model<Map<String, Array>, Map<String, Array>> {

  /** The same, its recurrent networks run step by step; see {@link Unrolling}. */
  ProgramModel stepwise() {
    return new ProgramModel(Executor.of(Unrolling.of(executor.program()), executor.limits()));
  }

  @Override
  public List<ParameterSpec> parameters() {
    return executor.specs();
  }

  @Override
  public Map<String, Array> forward(Pass pass, Map<String, Array> input) {
    return executor.run(pass, input);
  }

  /** Says that the architecture is the file's own: it cannot be rebuilt from words. */
  @Override
  public Map<String, String> description() {
    return Map.of("model", "program", "program", executor.toString());
  }
}
