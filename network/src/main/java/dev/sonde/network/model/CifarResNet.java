package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.BatchNorm;
import dev.sonde.network.layer.Convolution;
import dev.sonde.network.layer.Layer;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The residual networks for CIFAR-10 of He et al. (2016): a 3 × 3 convolution, three stages of
 * {@code blocks} blocks with 16, 32 and 64 channels, the mean over places, a linear layer. 3 blocks
 * make ResNet-20, 5 ResNet-32. Where a stage halves the image, the shortcut takes every second
 * place and fills up the new channels with zeros, half of them on each side (option A).
 *
 * <p>Input: {@code [batch × 3 × 32 × 32]}; output: logits. Sites: {@code conv1}, {@code bn1},
 * {@code bn1@relu}, {@code layer2.0.conv1}, …, {@code layer2.0} for a block's sum, {@code
 * layer2.0@relu}, {@code pool}, {@code linear}.
 */
public record CifarResNet(int blocks, int classes) implements Model<Array, Array> {

  private static final int[] WIDTHS = {16, 32, 64};

  public CifarResNet {
    if (blocks < 1 || blocks > 1000 || classes < 1) {
      throw new IllegalArgumentException(
          "a residual network of " + blocks + " blocks and " + classes + " classes");
    }
  }

  /** The network that {@link #description} describes. */
  static CifarResNet of(Described by) {
    return new CifarResNet(by.integer("blocks"), by.integer("classes"));
  }

  /**
   * The network whose parameters a state dict holds, by its names.
   *
   * @param prefix before the names
   */
  static CifarResNet like(Checkpoint file, String prefix) {
    int blocks = 0;
    while (file.has(prefix + "layer1." + blocks + ".conv1.weight")) blocks++;
    var weight = file.tensor(prefix + "linear.weight").shape();
    if (weight.rank() != 2) {
      throw new CheckpointException(
          file.path() + ": '" + prefix + "linear.weight' has shape " + weight);
    }
    return new CifarResNet(blocks, Math.toIntExact(weight.extent(0)));
  }

  private static Convolution convolution(String name, int in, int out, int stride) {
    return new Convolution(name, in, out, 3, stride, 1, 1, 1, false);
  }

  /** One block: how many channels go in and out, and by how much it shrinks the image. */
  private record Block(String name, int in, int out, int stride) {

    Convolution first() {
      return convolution(name + ".conv1", in, out, stride);
    }

    Convolution second() {
      return convolution(name + ".conv2", out, out, 1);
    }

    BatchNorm norm(int which) {
      return new BatchNorm(name + ".bn" + which, out);
    }

    Array apply(Pass pass, Array x) {
      Array inner = norm(1).apply(pass, first().apply(pass, x));
      inner = relu(pass, name + ".bn1@relu", inner);
      Array residual = norm(2).apply(pass, second().apply(pass, inner));
      Array around = pass.remembered(name + ".shortcut", () -> shortcut(x), x);
      Array sum = pass.remembered(name, () -> residual.add(around), residual, around);
      return relu(pass, name + "@relu", pass.visit(name, sum, 1));
    }

    private Array shortcut(Array x) {
      if (stride == 1 && in == out) return x;
      Array fewer = x;
      for (int axis = 2; axis < 4; axis++) {
        fewer = Indexing.slice(fewer, axis, 0, x.extent(axis), stride);
      }
      long[] more = {0, (out - in) / 2, 0, 0};
      return Spatial.pad(fewer, more, more, 0);
    }
  }

  private static Array relu(Pass pass, String site, Array x) {
    return pass.visit(site, pass.remembered(site, x::relu, x), 1);
  }

  private List<Block> plan() {
    List<Block> plan = new ArrayList<>();
    int in = WIDTHS[0];
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int i = 0; i < blocks; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        plan.add(new Block("layer" + (stage + 1) + "." + i, in, WIDTHS[stage], stride));
        in = WIDTHS[stage];
      }
    }
    return plan;
  }

  /** {@code layer1.0}, …, in the order of computation. */
  List<String> blockNames() {
    return plan().stream().map(Block::name).toList();
  }

  private Linear linear() {
    return new Linear("linear", WIDTHS[2], classes);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<Layer> layers = new ArrayList<>();
    layers.add(convolution("conv1", 3, WIDTHS[0], 1));
    layers.add(new BatchNorm("bn1", WIDTHS[0]));
    for (Block block : plan()) {
      layers.addAll(List.of(block.first(), block.norm(1), block.second(), block.norm(2)));
    }
    layers.add(linear());
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public Array forward(Pass pass, Array images) {
    Array x = convolution("conv1", 3, WIDTHS[0], 1).apply(pass, images);
    x = new BatchNorm("bn1", WIDTHS[0]).apply(pass, x);
    x = relu(pass, "bn1@relu", x);
    for (Block block : plan()) x = block.apply(pass, x);
    Array last = x;
    Array mean =
        pass.remembered("pool", () -> Reduction.MEAN.of(last, new long[] {2, 3}, false), last);
    return linear().apply(pass, pass.visit("pool", mean, -1));
  }

  @Override
  public Map<String, String> description() {
    return Map.of(
        "model",
        "cifar-resnet",
        "blocks",
        String.valueOf(blocks),
        "classes",
        String.valueOf(classes));
  }
}
