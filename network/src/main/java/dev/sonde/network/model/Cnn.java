package dev.sonde.network.model;

import dev.sonde.tensor.Shape;
import java.util.List;

/** The convolutional networks of the studies. */
public final class Cnn {

  private Cnn() {}

  /** Three convolutions of 16 channels, then 512 and 10 units; for 3 × 32 × 32 images. */
  public static FeedForward initialisationStudy() {
    return initialisationStudy(Shape.of(3, 32, 32), 10);
  }

  /** The same for images of another size, and another number of classes. */
  public static FeedForward initialisationStudy(Shape image, int classes) {
    return new FeedForward(
        image,
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
            new Stage.Connect(classes)));
  }

  /** Twice 32 and twice 64 channels, then 4096, 512 and 10 units (Rauber et al. 2017). */
  public static FeedForward hiddenActivity(Shape image) {
    return hiddenActivity(image, 512, 10);
  }

  /** The same with {@code 8 · units} and {@code units} in the last hidden layers. */
  public static FeedForward hiddenActivity(Shape image, int units, int classes) {
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
            new Stage.Connect(8 * units),
            new Stage.Relu(),
            new Stage.Drop(.5),
            new Stage.Connect(units),
            new Stage.Relu(),
            new Stage.Connect(classes)));
  }
}
