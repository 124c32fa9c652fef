package dev.sonde.network.program.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * torchvision's ResNets, wide ones and ResNeXt: depth, width and groups follow from names and
 * shapes. The stride of a bottleneck is its 3 × 3 convolution's (torchvision's "v1.5"; He et al.
 * have it in the first): weights do not show it.
 */
record ResNets() implements Recogniser {

  private static final int MOST_BLOCKS = 1000;

  @Override
  public Optional<Found> of(StateDict names) {
    boolean ours =
        names.has("conv1.weight")
            && names.has("bn1.weight")
            && names.has("layer1.0.conv1.weight")
            && names.has("layer4.0.conv1.weight")
            && names.has("fc.weight");
    if (!ours) return Optional.empty();
    boolean bottleneck = names.has("layer1.0.conv3.weight");
    long kernel = names.extent("conv1.weight", -1, 4);
    boolean small = kernel <= 3;
    List<ModuleTree> children = new ArrayList<>();
    children.add(StateDict.convolution("conv1", small ? 1 : 2, kernel / 2, 1));
    children.add(StateDict.batchNorm("bn1"));
    children.add(StateDict.relu("relu"));
    if (!small) children.add(StateDict.maxPool("maxpool", 3, 2, 1, false));
    int blocks = 0;
    for (int layer = 1; layer <= 4; layer++) {
      int count = names.count("layer" + layer + ".", ".conv1.weight");
      if (count > MOST_BLOCKS) throw names.wrong("'layer" + layer + "' has " + count + " blocks");
      blocks += count;
      List<ModuleTree> stage = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String path = "layer" + layer + "." + i;
        stage.add(block(names, path, bottleneck, i == 0 && layer > 1 ? 2 : 1));
      }
      children.add(StateDict.sequential("layer" + layer, stage.toArray(new ModuleTree[0])));
    }
    children.add(StateDict.meanPool("avgpool", 1));
    children.add(StateDict.linear("fc"));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "resnet.ResNet",
            "",
            Map.of(),
            children.toArray(new ModuleTree[0]));
    int depth = blocks * (bottleneck ? 3 : 2) + 2;
    String assumed =
        (bottleneck ? "; strides in the 3×3 convolutions, as torchvision has them" : "")
            + (small ? "; a first convolution of 3×3, taken as without stride and pooling" : "");
    return Optional.of(new Found(tree, "torchvision's ResNet-" + depth + assumed));
  }

  private static ModuleTree block(StateDict names, String path, boolean bottleneck, long stride) {
    List<ModuleTree> children = new ArrayList<>();
    int convolutions = bottleneck ? 3 : 2;
    for (int i = 1; i <= convolutions; i++) {
      String name = path + ".conv" + i;
      long kernel = names.extent(name + ".weight", -1, 4);
      boolean strided = bottleneck ? i == 2 : i == 1;
      children.add(
          StateDict.convolution(
              name, strided ? stride : 1, kernel / 2, groups(names, path, i, bottleneck)));
      children.add(StateDict.batchNorm(path + ".bn" + i));
    }
    children.add(StateDict.relu(path + ".relu"));
    if (names.has(path + ".downsample.0.weight")) {
      children.add(
          StateDict.sequential(
              path + ".downsample",
              StateDict.convolution(path + ".downsample.0", stride, 0, 1),
              StateDict.batchNorm(path + ".downsample.1")));
    }
    String type = bottleneck ? "resnet.Bottleneck" : "resnet.BasicBlock";
    return StateDict.holding(
        Torchvision.MODELS + type, path, Map.of(), children.toArray(new ModuleTree[0]));
  }

  /** Channels that come in, over those that each kernel sees. */
  private static long groups(StateDict names, String path, int convolution, boolean bottleneck) {
    if (!bottleneck || convolution != 2) return 1;
    long in = names.extent(path + ".conv1.weight", 0, 4);
    long seen = names.extent(path + ".conv2.weight", 1, 4);
    if (seen < 1 || in % seen != 0) {
      throw names.wrong("'" + path + ".conv2.weight' sees " + seen + " of " + in + " channels");
    }
    return in / seen;
  }
}
