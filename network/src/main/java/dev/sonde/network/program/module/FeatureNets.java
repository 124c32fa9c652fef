package dev.sonde.network.program.module;

import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * torchvision's networks of {@code features} and a {@code classifier}: AlexNet, VGG with and
 * without batch normalisation, SqueezeNet 1.0 and 1.1, MobileNetV2 of any width.
 */
record FeatureNets() implements Recogniser {

  private static final int MOST = 1000;

  /** The stride of each of MobileNetV2's stages of blocks, and how many blocks it has. */
  private static final long[][] STAGES = {{1, 1}, {2, 2}, {3, 2}, {4, 2}, {3, 1}, {3, 2}, {1, 1}};

  @Override
  public Optional<Found> of(StateDict names) {
    if (names.has("features.3.squeeze.weight") && names.has("classifier.1.weight")) {
      return Optional.of(squeezeNet(names));
    }
    if (names.has("features.0.0.weight") && names.has("features.1.conv.0.0.weight")) {
      return Optional.of(mobileNet(names));
    }
    if (!names.has("features.0.weight")) return Optional.empty();
    if (names.has("classifier.0.weight") && names.has("classifier.6.weight")) {
      return Optional.of(vgg(names));
    }
    boolean alex = names.has("classifier.1.weight") && names.has("features.10.weight");
    return alex && names.has("classifier.6.weight") ? Optional.of(alexNet()) : Optional.empty();
  }

  private static ModuleTree[] array(List<ModuleTree> children) {
    return children.toArray(new ModuleTree[0]);
  }

  private static ModuleTree dropout(String path) {
    return StateDict.leaf("dropout.Dropout", path);
  }

  /** Convolutions of 3 × 3; where an index is left out there is a pooling. */
  private static Found vgg(StateDict names) {
    boolean normalised = names.has("features.1.running_mean");
    List<ModuleTree> features = new ArrayList<>();
    int at = 0;
    int convolutions = 0;
    while (at < MOST) {
      String path = "features." + at;
      if (names.has(path + ".weight")) {
        features.add(StateDict.convolution(path, 1, names.extent(path + ".weight", -1, 4) / 2, 1));
        if (normalised) features.add(StateDict.batchNorm("features." + ++at));
        features.add(StateDict.relu("features." + ++at));
        convolutions++;
        at++;
        continue;
      }
      features.add(StateDict.maxPool(path, 2, 2, 0, false));
      at++;
      if (!names.has("features." + at + ".weight")) break;
    }
    String last = features.get(features.size() - (normalised ? 4 : 3)).path();
    long channels = names.extent(last + ".weight", 0, 4);
    long places = names.extent("classifier.0.weight", 1, 2) / Math.max(1, channels);
    long size = Math.round(Math.sqrt((double) places));
    ModuleTree classifier =
        StateDict.sequential(
            "classifier",
            StateDict.linear("classifier.0"),
            StateDict.relu("classifier.1"),
            dropout("classifier.2"),
            StateDict.linear("classifier.3"),
            StateDict.relu("classifier.4"),
            dropout("classifier.5"),
            StateDict.linear("classifier.6"));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "vgg.VGG",
            "",
            Map.of(),
            StateDict.sequential("features", array(features)),
            StateDict.meanPool("avgpool", Math.clamp(size, 1, MOST)),
            classifier);
    String words = "torchvision's VGG-" + (convolutions + 3);
    return new Found(tree, words + (normalised ? " with batch normalisation" : ""));
  }

  private static Found alexNet() {
    ModuleTree features =
        StateDict.sequential(
            "features",
            StateDict.convolution("features.0", 4, 2, 1),
            StateDict.relu("features.1"),
            StateDict.maxPool("features.2", 3, 2, 0, false),
            StateDict.convolution("features.3", 1, 2, 1),
            StateDict.relu("features.4"),
            StateDict.maxPool("features.5", 3, 2, 0, false),
            StateDict.convolution("features.6", 1, 1, 1),
            StateDict.relu("features.7"),
            StateDict.convolution("features.8", 1, 1, 1),
            StateDict.relu("features.9"),
            StateDict.convolution("features.10", 1, 1, 1),
            StateDict.relu("features.11"),
            StateDict.maxPool("features.12", 3, 2, 0, false));
    ModuleTree classifier =
        StateDict.sequential(
            "classifier",
            dropout("classifier.0"),
            StateDict.linear("classifier.1"),
            StateDict.relu("classifier.2"),
            dropout("classifier.3"),
            StateDict.linear("classifier.4"),
            StateDict.relu("classifier.5"),
            StateDict.linear("classifier.6"));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "alexnet.AlexNet",
            "",
            Map.of(),
            features,
            StateDict.meanPool("avgpool", 6),
            classifier);
    return new Found(tree, "torchvision's AlexNet");
  }

  private static Found squeezeNet(StateDict names) {
    boolean first = names.extent("features.0.weight", -1, 4) == 7;
    List<Integer> pools = first ? List.of(2, 6, 11) : List.of(2, 5, 8);
    List<ModuleTree> features = new ArrayList<>();
    features.add(StateDict.convolution("features.0", 2, 0, 1));
    features.add(StateDict.relu("features.1"));
    for (int at = 2; at < 13; at++) {
      String path = "features." + at;
      features.add(pools.contains(at) ? StateDict.maxPool(path, 3, 2, 0, true) : fire(path));
    }
    ModuleTree classifier =
        StateDict.sequential(
            "classifier",
            dropout("classifier.0"),
            StateDict.convolution("classifier.1", 1, 0, 1),
            StateDict.relu("classifier.2"),
            StateDict.meanPool("classifier.3", 1));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "squeezenet.SqueezeNet",
            "",
            Map.of(),
            StateDict.sequential("features", array(features)),
            classifier);
    return new Found(tree, "torchvision's SqueezeNet " + (first ? "1.0" : "1.1"));
  }

  private static ModuleTree fire(String path) {
    return StateDict.holding(
        Torchvision.MODELS + "squeezenet.Fire",
        path,
        Map.of(),
        StateDict.convolution(path + ".squeeze", 1, 0, 1),
        StateDict.relu(path + ".squeeze_activation"),
        StateDict.convolution(path + ".expand1x1", 1, 0, 1),
        StateDict.relu(path + ".expand1x1_activation"),
        StateDict.convolution(path + ".expand3x3", 1, 1, 1),
        StateDict.relu(path + ".expand3x3_activation"));
  }

  private static ModuleTree clipped(StateDict names, String path, long stride, boolean each) {
    String weight = path + ".0.weight";
    long kernel = names.extent(weight, -1, 4);
    long groups = each ? names.extent(weight, 0, 4) : 1;
    return StateDict.sequential(
        path,
        StateDict.convolution(path + ".0", stride, kernel / 2, groups),
        StateDict.batchNorm(path + ".1"),
        StateDict.leaf("activation.ReLU6", path + ".2"));
  }

  private static Found mobileNet(StateDict names) {
    List<ModuleTree> features = new ArrayList<>();
    features.add(clipped(names, "features.0", 2, false));
    int at = 1;
    for (long[] stage : STAGES) {
      for (int i = 0; i < stage[0]; i++) {
        features.add(inverted(names, "features." + at, i == 0 ? stage[1] : 1));
        at++;
      }
    }
    features.add(clipped(names, "features." + at, 1, false));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "mobilenetv2.MobileNetV2",
            "",
            Map.of(),
            StateDict.sequential("features", array(features)),
            StateDict.sequential(
                "classifier", dropout("classifier.0"), StateDict.linear("classifier.1")));
    return new Found(tree, "torchvision's MobileNetV2, with its usual strides");
  }

  private static ModuleTree inverted(StateDict names, String path, long stride) {
    boolean widened = names.has(path + ".conv.1.0.weight");
    String first = path + ".conv.0";
    List<ModuleTree> children = new ArrayList<>();
    if (widened) children.add(clipped(names, first, 1, false));
    String inner = path + ".conv." + (widened ? 1 : 0);
    children.add(clipped(names, inner, stride, true));
    String last = path + ".conv." + (widened ? 2 : 1);
    children.add(StateDict.convolution(last, 1, 0, 1));
    children.add(StateDict.batchNorm(path + ".conv." + (widened ? 3 : 2)));
    long in = names.extent(first + ".0.weight", widened ? 1 : 0, 4);
    long out = names.extent(last + ".weight", 0, 4);
    return StateDict.holding(
        Torchvision.MODELS + "mobilenetv2.InvertedResidual",
        path,
        Map.of("use_res_connect", Value.of(stride == 1 && in == out)),
        StateDict.sequential(path + ".conv", array(children)));
  }
}
