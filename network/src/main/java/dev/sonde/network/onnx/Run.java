package dev.sonde.network.onnx;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a graph within a pass. */
final class Run {

  private final String file;
  private final Pass pass;
  private long steps;
  private long rounds;

  Run(String file, Pass pass) {
    this.file = file;
    this.pass = pass;
  }

  String file() {
    return file;
  }

  Pass pass() {
    return pass;
  }

  Array constant(String name, Constant constant) {
    return switch (constant) {
      case Constant.OfParameter parameter -> pass.parameter(parameter.address());
      case Constant.OfTensor tensor -> Array.of(tensor.tensor());
      case Constant.Unusable unusable ->
          throw new GraphException(file + ": constant '" + name + "' " + unusable.why());
    };
  }

  /**
   * Runs a block.
   *
   * @param around the values that it can name beside its own; null for the model's graph and for
   *     functions
   * @param suffix what is added to the addresses of its sites
   */
  List<Array> run(Block block, @Nullable Frame around, String suffix, List<Array> inputs) {
    Frame frame = new Frame(this, block, around, suffix);
    for (int i = 0; i < block.inputs().size() && i < inputs.size(); i++) {
      frame.set(block.inputs().get(i), inputs.get(i));
    }
    for (Step step : block.steps()) run(step, frame);
    List<Array> outputs = new ArrayList<>();
    for (String name : block.outputs()) {
      outputs.add(
          frame
              .find(name)
              .orElseThrow(
                  () -> new GraphException(file + ": nothing computes the output '" + name + "'")));
    }
    return outputs;
  }

  private void run(Step step, Frame frame) {
    if (++steps > Limits.RUN_STEPS) {
      throw new GraphException(
          file + ": runs more than " + Limits.RUN_STEPS + " nodes; is there a loop without end?");
    }
    List<Optional<Array>> inputs = new ArrayList<>();
    for (String name : step.node().inputs()) {
      inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(step, frame, name)));
    }
    Call call = new Call(step, this, frame, inputs);
    List<Array> outputs = compute(step, call, inputs);
    List<String> names = step.node().outputs();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) continue;
      if (i >= outputs.size()) {
        throw new GraphException(
            file
                + ": "
                + step.called()
                + " has an output '"
                + names.get(i)
                + "' that is not computed");
      }
      Array value = own(outputs.get(i), inputs);
      frame.set(names.get(i), visit(step.sites().get(i), frame.suffix(), value));
    }
    if (pass.probed())
      call.convolution().ifPresent(geometry -> convolved(step, frame, call, geometry));
  }

  private void convolved(Step step, Frame frame, Call call, Spatial.Geometry geometry) {
    Site site = step.sites().getFirst();
    Array output = frame.find(step.node().outputs().getFirst()).orElseThrow();
    pass.convolved(
        new ConvolutionTap.Use(
            site.address() + frame.suffix(),
            named(site, frame.suffix()),
            call.input(0).shape(),
            call.input(1),
            geometry,
            output));
  }

  /** A value that an operator passes on as it is: as a site it has a gradient of its own. */
  private Array own(Array output, List<Optional<Array>> inputs) {
    boolean passed =
        pass.probed() && inputs.stream().anyMatch(in -> in.isPresent() && in.get().isSame(output));
    return passed ? output.alias() : output;
  }

  private Array value(Step step, Frame frame, String name) {
    return frame
        .find(name)
        .orElseThrow(
            () ->
                new GraphException(
                    file + ": " + step.called() + " reads '" + name + "', which nothing computes"));
  }

  void countRound(Call call) {
    if (++rounds > Limits.ROUNDS) {
      throw call.refused("runs more than " + Limits.ROUNDS + " rounds; does it ever end?");
    }
  }

  /** What a hostile file can bring about in an operator is an error of that file. */
  private List<Array> compute(Step step, Call call, List<Optional<Array>> inputs) {
    try {
      return step.operator().computation().of(call);
    } catch (TorchException
        | ArithmeticException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      String shapes =
          inputs.stream()
              .map(input -> input.map(array -> array.shape().toString()).orElse("nothing"))
              .collect(Collectors.joining(", "));
      throw new GraphException(
          file + ": " + step.called() + " cannot be computed of " + shapes + ": " + e.getMessage(),
          e);
    }
  }

  Array visit(Site site, String suffix, Array value) {
    if (!pass.probed()) return value;
    return pass.visit(
        site.address() + suffix, named(site, suffix), value, site.unitAxis(value.rank()));
  }

  private static List<String> named(Site site, String suffix) {
    if (suffix.isEmpty()) return site.aliases();
    return site.aliases().stream().map(alias -> alias + suffix).toList();
  }
}
