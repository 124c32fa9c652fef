package dev.sonde.network.effects;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.tensor.Tensor;
import java.util.List;

/** ResNet-20 (akamaster, BSD-2) from three kinds of files, and four images of CIFAR-10. */
final class Trained {

  static final List<String> FILES =
      List.of(
          "data/cifar-resnets/resnet20-12fca82f.th",
          "data/onnx/resnet20-cifar10.onnx",
          "networks/pt2/resnet20-cifar10.pt2");

  private static final String IMAGES = "data/onnx/resnet20-cifar10.input.npy";

  private Trained() {}

  static ArrayNetwork network(String file) {
    return ArrayNetwork.open(SharedData.beside(file), Hints.none());
  }

  static ArrayExamples images(ArrayNetwork network) {
    return ArrayExamples.of(network, List.of(SharedData.beside(IMAGES).toString()));
  }

  /** Labels that are not the network's own, so that ablated changes losses both ways. */
  static Targets labels(ArrayExamples images) {
    int[] labels = new int[(int) images.count()];
    for (int i = 0; i < labels.length; i++) labels[i] = i % 10;
    return Targets.Classes.of(labels, 1, List.of());
  }

  static Tensor image(int number) {
    return Checkpoint.open(SharedData.beside(IMAGES))
        .tensors()
        .getFirst()
        .slice(0, number, number + 1);
  }
}
