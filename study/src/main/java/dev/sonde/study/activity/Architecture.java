package dev.sonde.study.activity;

import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Mlp;
import dev.sonde.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The networks of the study. */
public enum Architecture {
  /** Four hidden layers with dropout 0.2, 0.3, 0.4 and 0.5. */
  MLP(16, 1e-9),
  /** Twice two convolutions and a pool, then 4096 and 512 units. */
  CNN(32, 1e-6);

  private final int batch;
  private final double decay;

  Architecture(int batch, double decay) {
    this.batch = batch;
    this.decay = decay;
  }

  /** Images per step, as published. */
  int batch() {
    return batch;
  }

  /** Of the learning rate, as published. */
  double decay() {
    return decay;
  }

  /**
   * The network.
   *
   * @param units of each hidden layer of the perceptron; of the convolutional network's last two, 8
   *     times and once as many (512: as published)
   */
  FeedForward model(Shape image, int units, int classes) {
    return switch (this) {
      case MLP ->
          Mlp.of(
              Math.toIntExact(image.count()),
              Collections.nCopies(4, units),
              List.of(.2, .3, .4, .5),
              classes);
      case CNN -> Cnn.hiddenActivity(image, units, classes);
    };
  }

  /** Sites of hidden layers that are looked at, first to last, each after its relu. */
  List<String> sites() {
    return switch (this) {
      case MLP -> IntStream.rangeClosed(1, 4).mapToObj(i -> "fc" + i + "@relu").toList();
      case CNN ->
          List.of("conv1@relu", "conv2@relu", "conv3@relu", "conv4@relu", "fc1@relu", "fc2@relu");
    };
  }

  static Architecture named(String name) {
    for (Architecture a : values()) if (a.toString().equals(name)) return a;
    throw new ActivityException("no network '" + name + "'; there are mlp and cnn");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
