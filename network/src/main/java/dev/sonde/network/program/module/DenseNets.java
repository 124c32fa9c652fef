package dev.sonde.network.program.module;

import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** torchvision's DenseNets, also with the older names {@code norm.1}, {@code conv.1}. */
record DenseNets() implements Recogniser {

  private static final int MOST = 1000;

  @Override
  public Optional<Found> of(StateDict names) {
    boolean ours =
        names.has("features.conv0.weight")
            && names.has("features.norm5.weight")
            && names.has("classifier.weight");
    if (!ours) return Optional.empty();
    rename(names.tensors());
    List<ModuleTree> features = new ArrayList<>();
    long kernel = names.extent("features.conv0.weight", -1, 4);
    features.add(StateDict.convolution("features.conv0", 2, kernel / 2, 1));
    features.add(StateDict.batchNorm("features.norm0"));
    features.add(StateDict.relu("features.relu0"));
    features.add(StateDict.maxPool("features.pool0", 3, 2, 1, false));
    int layers = 0;
    for (int block = 1; names.has(layer(block, 1) + ".conv1.weight"); block++) {
      List<ModuleTree> all = new ArrayList<>();
      for (int i = 1; i <= MOST && names.has(layer(block, i) + ".conv1.weight"); i++) {
        all.add(dense(layer(block, i)));
      }
      layers += all.size();
      features.add(
          StateDict.holding(
              Torchvision.MODELS + "densenet._DenseBlock",
              "features.denseblock" + block,
              Map.of(),
              all.toArray(new ModuleTree[0])));
      String path = "features.transition" + block;
      if (names.has(path + ".conv.weight")) features.add(transition(path));
    }
    features.add(StateDict.batchNorm("features.norm5"));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "densenet.DenseNet",
            "",
            Map.of(),
            StateDict.sequential("features", features.toArray(new ModuleTree[0])),
            StateDict.linear("classifier"));
    return Optional.of(new Found(tree, "torchvision's DenseNet of " + layers + " dense layers"));
  }

  private static String layer(int block, int i) {
    return "features.denseblock" + block + ".denselayer" + i;
  }

  private static ModuleTree dense(String path) {
    return StateDict.holding(
        Torchvision.MODELS + "densenet._DenseLayer",
        path,
        Map.of(),
        StateDict.batchNorm(path + ".norm1"),
        StateDict.relu(path + ".relu1"),
        StateDict.convolution(path + ".conv1", 1, 0, 1),
        StateDict.batchNorm(path + ".norm2"),
        StateDict.relu(path + ".relu2"),
        StateDict.convolution(path + ".conv2", 1, 1, 1));
  }

  private static ModuleTree transition(String path) {
    return StateDict.sequential(
        path,
        StateDict.batchNorm(path + ".norm"),
        StateDict.relu(path + ".relu"),
        StateDict.convolution(path + ".conv", 1, 0, 1),
        StateDict.leaf(
            StateDict.NN + "pooling.AvgPool2d",
            path + ".pool",
            Map.of("kernel_size", Value.of(2L), "stride", Value.of(2L))));
  }

  /** {@code denselayer1.norm.1.weight} was what {@code denselayer1.norm1.weight} is now. */
  private static void rename(Map<String, Tensor> tensors) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            renamed.put(
                name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))\\.([12])\\.", "$1$2."),
                tensor));
    tensors.clear();
    tensors.putAll(renamed);
  }
}
