package dev.sonde.study.images;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.train.Objective;
import dev.sonde.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classes of images are learnt. Loss: mean cross-entropy. Metrics: {@code loss} and {@code
 * accuracy} on the images to judge by, {@code train_loss} and {@code train_accuracy} on {@value
 * #GLANCE} of those that are trained on.
 */
public final class ImageObjective implements Objective {
  private static final int BATCH = 250;
  private static final int GLANCE = 2000;

  private final Network<Array, Array> network;
  private final ImageData data;
  private final Normalisation normalisation;
  private final Images glance;

  public ImageObjective(
      Network<Array, Array> network, ImageData data, Normalisation normalisation) {
    this.network = network;
    this.data = data;
    this.normalisation = normalisation;
    glance = data.train().sample(GLANCE, 0); // files are often sorted by class
  }

  /** Images as a model takes them: flat if it is a perceptron. */
  public static Array input(
      Images images, int[] chosen, Normalisation normalisation, FeedForward model) {
    float[] batch = images.batch(chosen);
    normalisation.apply(batch, images.shape());
    return input(batch, model.input());
  }

  /** Numbers of some images, {@code shape} each. */
  public static Array input(float[] batch, Shape shape) {
    long[] image = shape.toArray();
    long[] extents = new long[image.length + 1];
    extents[0] = batch.length / shape.count();
    System.arraycopy(image, 0, extents, 1, image.length);
    return Array.of(batch, extents);
  }

  private Array input(Images images, int[] chosen) {
    return input(images, chosen, normalisation, (FeedForward) network.model());
  }

  @Override
  public int size() {
    return data.train().size();
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    return Functional.crossEntropy(
        network.forward(pass, input(data.train(), examples)), labels(data.train(), examples));
  }

  private static Array labels(Images images, int[] chosen) {
    int[] labels = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) labels[i] = images.label(chosen[i]);
    return Array.ofIndices(labels, labels.length);
  }

  /** Mean loss and share right. */
  private record Judged(double loss, double accuracy) {}

  private Judged judge(Images images) {
    int count = images.size();
    double loss = 0;
    long right = 0;
    for (int from = 0; from < count; from += BATCH) {
      int[] chosen = IntStream.range(from, Math.min(count, from + BATCH)).toArray();
      try (Pass pass = network.evaluate()) {
        Array logits = network.forward(pass, input(images, chosen));
        loss += Functional.crossEntropy(logits, labels(images, chosen)).item() * chosen.length;
        long[] said = logits.argmax(1).toLongs();
        for (int i = 0; i < said.length; i++) if (said[i] == images.label(chosen[i])) right++;
      }
    }
    return new Judged(loss / count, (double) right / count);
  }

  @Override
  public Map<String, Double> evaluate() {
    Judged test = judge(data.test());
    Judged train = judge(glance);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", test.loss());
    metrics.put("accuracy", test.accuracy());
    metrics.put("train_loss", train.loss());
    metrics.put("train_accuracy", train.accuracy());
    return metrics;
  }
}
