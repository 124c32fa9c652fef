package dev.sonde.network.model;

import dev.sonde.tensor.Shape;
import java.util.List;

/** The convolutional networks of the studies. */
public final class Cnn {

  private Cnn() {}

  /** Three convolutions of 16 channels, then 512 and 10 units; for 3 × 32 × 32 images. */
  public static FeedForward initialisationStudy() {
    return new FeedForward(
        Shape.of(3, 32, 32),
        List.of(
            new Stage.Convolve(16, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(2),
            new Stage.Convolve(16, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(2),
            new Stage.Convolve(16, 3, 1),
            new Stage.Relu(),
            new Stage.Connect(512),
            new Stage.Relu(),
            new Stage.Connect(10)));
  }

  /** Twice 32 and twice 64 channels, then 4096, 512 and 10 units (Rauber et al. 2017). */
  public static FeedForward hiddenActivity(Shape image) {
    return new FeedForward(
        image,
        List.of(
            new Stage.Convolve(32, 3, 1),
            new Stage.Relu(),
            new Stage.Convolve(32, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(2),
            new Stage.Drop(.25),
            new Stage.Convolve(64, 3, 1),
            new Stage.Relu(),
            new Stage.Convolve(64, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(2),
            new Stage.Drop(.25),
            new Stage.Connect(4096),
            new Stage.Relu(),
            new Stage.Drop(.5),
            new Stage.Connect(512),
            new Stage.Relu(),
            new Stage.Connect(10)));
  }
}
