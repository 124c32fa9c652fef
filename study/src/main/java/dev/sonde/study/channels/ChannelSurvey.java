package dev.sonde.study.channels;

import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.ImageRows;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What all images say.
 *
 * @param images how many
 * @param accuracy share of labelled images that the network is right about; NaN without labels. A
 *     low one says that the normalisation is not the network's
 * @param study layers, channels and findings
 */
public record ChannelSurvey(int images, double accuracy, ChannelStudy study) {

  /** Numbers kept until quantiles are taken: 2 GB. */
  private static final long MOST = 1L << 29;

  /** Whose signal is followed. */
  public enum Followed {
    LABEL,
    PREDICTED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param batch images at a time; with the statistics of the batch 1, as the original
   */
  public record Settings(
      ChannelGradients.Settings channels,
      Normalisation normalisation,
      Followed followed,
      int batch) {

    public Settings {
      if (batch < 1) throw new SurveyException("batches of " + batch + " images");
      if (channels.normalisation() == Pass.Normalisation.BATCH) batch = 1;
    }
  }

  /** The rows of one layer, growing. */
  private static final class Growing {
    private final int absorbing;
    private final int emitting;
    private final float[] absorption;
    private final float[] emission;

    Growing(int images, ChannelGradients.LayerGradients layer) {
      absorbing = layer.absorbing();
      emitting = layer.emitting();
      absorption = new float[Math.multiplyExact(images, absorbing)];
      emission = new float[Math.multiplyExact(images, emitting)];
    }

    void put(int image, ChannelGradients.LayerGradients layer) {
      System.arraycopy(
          layer.absorption(), 0, absorption, image * absorbing, layer.absorption().length);
      System.arraycopy(layer.emission(), 0, emission, image * emitting, layer.emission().length);
    }
  }

  /**
   * Surveys all images.
   *
   * @param progress is told how many more are done
   * @throws SurveyException if labels are wanted and missing, or there is too much to keep
   */
  public static ChannelSurvey of(
      Network<Array, Array> network, Images images, Settings settings, LongConsumer progress) {
    if (settings.followed() == Followed.LABEL && !images.labelled()) {
      throw new SurveyException(
          images.source().name() + ": has no labels; follow the predicted class");
    }
    int count = images.size();
    Map<String, Growing> layers = new LinkedHashMap<>();
    long right = 0;
    for (int from = 0; from < count; from += settings.batch()) {
      int some = Math.min(settings.batch(), count - from);
      float[] pixels = images.range(from, some);
      settings.normalisation().apply(pixels, images.shape());
      int[] labels = Arrays.copyOfRange(images.labels(), from, from + some);
      try (Scope _ = new Scope()) {
        Array batch = Array.of(pixels, some, images.channels(), images.height(), images.width());
        Optional<int[]> classes =
            settings.followed() == Followed.LABEL ? Optional.of(labels) : Optional.empty();
        ChannelGradients found = ChannelGradients.of(network, batch, classes, settings.channels());
        if (layers.isEmpty()) start(found, count, layers);
        for (ChannelGradients.LayerGradients layer : found.layers()) {
          Growing growing = layers.get(layer.site());
          if (growing != null) growing.put(from, layer);
        }
        for (int i = 0; i < some; i++) if (found.predicted().get(i) == labels[i]) right++;
      }
      progress.accept(some);
    }
    List<LayerChannels> summed = new ArrayList<>();
    layers.forEach(
        (site, rows) ->
            summed.add(
                LayerChannels.of(
                    site,
                    new ImageRows(rows.absorption, rows.absorbing),
                    new ImageRows(rows.emission, rows.emitting))));
    double accuracy = images.labelled() ? (double) right / count : Double.NaN;
    return new ChannelSurvey(count, accuracy, ChannelStudy.of(summed));
  }

  private static void start(ChannelGradients found, int images, Map<String, Growing> layers) {
    long numbers = 0;
    for (ChannelGradients.LayerGradients layer : found.layers()) {
      numbers += (long) images * (layer.absorbing() + layer.emitting());
    }
    if (numbers > MOST) {
      throw new SurveyException(
          images
              + " images of these layers are "
              + numbers
              + " numbers, at most "
              + MOST
              + " are kept: choose --layers, or fewer images with --limit");
    }
    for (ChannelGradients.LayerGradients layer : found.layers()) {
      if (layers.put(layer.site(), new Growing(images, layer)) != null) {
        throw new SurveyException("two convolutions are called '" + layer.site() + "'");
      }
    }
  }
}
