package dev.sonde.network.model;

import dev.sonde.network.layer.BatchNorm;
import dev.sonde.network.layer.Convolution;
import dev.sonde.network.layer.Layer;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A chain of stages from {@code [batch × input]} to logits: perceptrons and convolutional networks.
 * Layers are called {@code conv1}, {@code conv2}, …, {@code bn1}, …, {@code fc1}, …; sites are
 * those names, and {@code conv1@relu}, {@code conv1@pool}, {@code fc1@drop} for what follows a
 * layer (a relu after batch normalisation is {@code bn1@relu}).
 *
 * @param input shape of one example: {@code [784]} or {@code [3, 32, 32]}
 */
public record FeedForward(Shape input, List<Stage> stages) implements Model<Array, Array> {

  public FeedForward {
    stages = List.copyOf(stages);
  }

  /** The network that {@link #description} describes. */
  static FeedForward of(Described by) {
    String extents = by.text("input").replaceAll("[\\[\\] ]", "");
    long[] shape = Arrays.stream(extents.split(",", -1)).mapToLong(Long::parseLong).toArray();
    List<Stage> stages = Arrays.stream(by.text("stages").split(", ", -1)).map(Stage::of).toList();
    return new FeedForward(Shape.of(shape), stages);
  }

  /** A stage, its layer if it has one, and the site it reports. */
  record Step(Stage stage, List<Layer> layer, String site) {}

  /** In the order of computation. */
  List<Step> plan() {
    List<Step> steps = new ArrayList<>();
    long[] extents = input.toArray();
    int convolutions = 0;
    int norms = 0;
    int connections = 0;
    String last = "input";
    for (Stage stage : stages) {
      List<Layer> layer = List.of();
      String site = last;
      switch (stage) {
        case Stage.Convolve c -> {
          requireImage(extents, stage);
          last = site = "conv" + ++convolutions;
          layer =
              List.of(
                  Convolution.of(site, (int) extents[0], c.channels(), c.kernel(), c.padding()));
          long shrink = 2L * c.padding() - c.kernel() + 1;
          extents = new long[] {c.channels(), extents[1] + shrink, extents[2] + shrink};
        }
        case Stage.NormaliseBatch _ -> {
          requireImage(extents, stage);
          last = site = "bn" + ++norms;
          layer = List.of(new BatchNorm(site, (int) extents[0]));
        }
        case Stage.Connect c -> {
          last = site = "fc" + ++connections;
          layer = List.of(new Linear(site, Math.toIntExact(Shape.of(extents).count()), c.units()));
          extents = new long[] {c.units()};
        }
        case Stage.MaxPool p -> {
          requireImage(extents, stage);
          extents = new long[] {extents[0], extents[1] / p.size(), extents[2] / p.size()};
          site = last + "@pool";
        }
        case Stage.Relu _ -> site = last + "@relu";
        case Stage.Drop _ -> site = last + "@drop";
      }
      steps.add(new Step(stage, layer, site));
    }
    return steps;
  }

  private static void requireImage(long[] extents, Stage stage) {
    if (extents.length == 3 && extents[1] > 0 && extents[2] > 0) return;
    throw new IllegalArgumentException(
        stage + " needs images [channels, height, width], it gets " + Shape.of(extents));
  }

  @Override
  public List<ParameterSpec> parameters() {
    return plan().stream()
        .flatMap(step -> step.layer().stream())
        .flatMap(layer -> layer.parameters().stream())
        .toList();
  }

  @Override
  public Array forward(Pass pass, Array x) {
    Array flowing = x;
    for (Step step : plan()) flowing = apply(pass, step, flowing);
    return flowing;
  }

  private static Array apply(Pass pass, Step step, Array x) {
    return switch (step.stage()) {
      case Stage.Convolve _ -> ((Convolution) step.layer().getFirst()).apply(pass, x);
      case Stage.NormaliseBatch _ -> ((BatchNorm) step.layer().getFirst()).apply(pass, x);
      case Stage.Connect _ ->
          ((Linear) step.layer().getFirst()).apply(pass, x.rank() > 2 ? x.flatten(1) : x);
      case Stage.Relu _ -> pass.visit(step.site(), x.relu(), unitAxis(x));
      case Stage.MaxPool p ->
          pass.visit(step.site(), Functional.maxPool2d(x, p.size(), p.size()), unitAxis(x));
      case Stage.Drop d -> pass.visit(step.site(), pass.dropout(d.rate(), x), unitAxis(x));
    };
  }

  private static int unitAxis(Array x) {
    return x.rank() > 2 ? 1 : -1;
  }

  @Override
  public Map<String, String> description() {
    return Map.of(
        "model", "feed-forward",
        "input", input.toString(),
        "stages", stages.stream().map(Stage::text).collect(Collectors.joining(", ")));
  }
}
