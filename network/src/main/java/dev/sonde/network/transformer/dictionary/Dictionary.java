package dev.sonde.network.transformer.dictionary;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.torch.Array;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sparse autoencoder in training (Gao et al. 2024): directions start random, at length 1, and the
 * encoder as their transpose; {@code b_dec} starts as the mean and {@code scale} is the standard
 * deviation of the activations, so that one learning rate does for all sites.
 *
 * @param network what is trained
 * @param source what it is trained on
 */
public record Dictionary(Network<Array, SparseAutoencoder.Output> network, RowSource source)
    implements AutoCloseable {

  /**
   * @param features directions
   * @param active at most so many write one activation
   * @param epochs how often all activations are seen
   * @param batch activations per step
   * @param rate of Adam
   * @param auxiliary dead features that help to explain the error that is left; 0: none
   */
  public record Settings(
      int features, int active, int epochs, int batch, double rate, int auxiliary, long seed) {}

  /** A dictionary that is not trained yet, for activations as they are. */
  public static Dictionary of(Activations activations, Settings settings) {
    return of(RowSource.plain(activations), settings);
  }

  /**
   * The control: for activations each of whose dimensions is shifted over the tokens by an amount
   * of its own, so that no feature of several dimensions is left.
   */
  public static Dictionary shuffled(Activations activations, Settings settings) {
    return of(RowSource.shuffled(activations, settings.seed), settings);
  }

  private static Dictionary of(RowSource source, Settings settings) {
    SparseAutoencoder model =
        new SparseAutoencoder(source.width(), settings.features, settings.active);
    var network = Network.create(model, new Initialiser.Normal(1), settings.seed);
    int width = source.width();
    float[] directions = network.parameters().get("W_dec").toFloats();
    for (int f = 0; f < settings.features; f++) normalise(directions, f * width, width);
    Moments moments = Moments.of(source);
    float scale = moments.variance() > 0 ? (float) Math.sqrt(moments.variance()) : 1;
    float[] centre = new float[width];
    for (int d = 0; d < width; d++) centre[d] = (float) (moments.mean()[d] / scale);
    Shape matrix = Shape.of(settings.features, width);
    List<Tensor> start = new ArrayList<>();
    start.add(Tensor.ofFloats("W_enc", matrix, directions));
    start.add(floats("b_enc", new float[settings.features]));
    start.add(Tensor.ofFloats("W_dec", matrix, directions));
    start.add(floats("b_dec", centre));
    start.add(floats("scale", new float[] {scale}));
    start.add(floats("idle", new float[settings.features]));
    network.parameters().load(Checkpoint.of(Path.of("start"), start, Map.of()));
    return new Dictionary(network, source);
  }

  private static Tensor floats(String name, float[] values) {
    return Tensor.ofFloats(name, Shape.of(values.length), values);
  }

  private static void normalise(float[] values, int from, int count) {
    double squares = 0;
    for (int i = from; i < from + count; i++) squares += (double) values[i] * values[i];
    for (int i = from; i < from + count; i++) values[i] /= (float) Math.sqrt(squares);
  }

  /**
   * Trains it, or goes on where a call with the same folder was stopped.
   *
   * @return false if it was told to stop
   */
  public boolean train(Settings settings, Path folder, TrainingListener listener)
      throws IOException {
    SparseAutoencoder model = (SparseAutoencoder) network.model();
    TrainingSettings training =
        TrainingSettings.defaults()
            .optimiser(Optimiser.Adam.of(settings.rate))
            .epochs(settings.epochs)
            .batchSize(settings.batch)
            .seed(settings.seed)
            .evaluate(0, new Monitor("training_loss", true), 0);
    DictionaryObjective lesson =
        new DictionaryObjective(network, model, source, settings.auxiliary);
    return new Trainer(network, lesson, training, StopRule.never())
        .run(folder, listener)
        .finished();
  }

  /** How well it writes down other activations of the site. */
  public Fit fit(Activations held) {
    return Fit.of(network, RowSource.plain(held));
  }

  /** How well it writes down other activations that are shuffled as the control's are. */
  public Fit fitShuffled(Activations held, long seed) {
    return Fit.of(network, RowSource.shuffled(held, seed + 1));
  }

  /** What untrained directions do: with the one factor that serves them best. */
  public Fit fitScaled(Activations held) {
    return Fit.scaled(network, RowSource.plain(held));
  }

  @Override
  public void close() {
    network.close();
  }
}
