package dev.sonde.study.channels;

import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.ImageRows;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.channels.ChannelGradients.LayerGradients;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.study.images.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A survey under way, batch by batch; not for several threads at once. */
public final class SurveyRun {

  /** Numbers kept until quantiles are taken: 2 GB. */
  private static final long MOST = 1L << 29;

  private final Network<Array, Array> network;
  private final Images images;
  private final ChannelSurvey.Settings settings;
  private final Map<String, Growing> layers = new LinkedHashMap<>();
  private int done;
  private long right;

  SurveyRun(
      Network<Array, Array> network,
      Images images,
      ChannelSurvey.Settings settings,
      SurveyState from) {
    if (settings.followed() == ChannelSurvey.Followed.LABEL && !images.labelled()) {
      throw new SurveyException(
          images.source().name() + ": has no labels; follow the predicted class");
    }
    if (from.done() > images.size()) {
      throw new IllegalArgumentException(from.done() + " of " + images.size() + " images");
    }
    this.network = network;
    this.images = images;
    this.settings = settings;
    this.done = from.done();
    this.right = from.right();
    for (SurveyState.Rows rows : from.layers()) {
      Growing growing = new Growing(images.size(), rows.absorbing(), rows.emitting());
      growing.put(0, rows.absorption(), rows.emission());
      layers.put(rows.site(), growing);
    }
  }

  /** The rows of one layer, growing. */
  private static final class Growing {
    private final int absorbing;
    private final int emitting;
    private final float[] absorption;
    private final float[] emission;

    Growing(int images, int absorbing, int emitting) {
      this.absorbing = absorbing;
      this.emitting = emitting;
      absorption = new float[Math.multiplyExact(images, absorbing)];
      emission = new float[Math.multiplyExact(images, emitting)];
    }

    void put(int image, float[] absorbed, float[] emitted) {
      System.arraycopy(absorbed, 0, absorption, image * absorbing, absorbed.length);
      System.arraycopy(emitted, 0, emission, image * emitting, emitted.length);
    }
  }

  /** Images done. */
  public int done() {
    return done;
  }

  public boolean ended() {
    return done >= images.size();
  }

  /**
   * Follows the next batch.
   *
   * @throws SurveyException if there is too much to keep
   */
  public void advance() {
    int some = Math.min(settings.batch(), images.size() - done);
    float[] pixels = images.range(done, some);
    settings.normalisation().apply(pixels, images.shape());
    int[] labels = Arrays.copyOfRange(images.labels(), done, done + some);
    try (Scope _ = new Scope()) {
      Array batch = Array.of(pixels, some, images.channels(), images.height(), images.width());
      Optional<int[]> classes =
          settings.followed() == ChannelSurvey.Followed.LABEL
              ? Optional.of(labels)
              : Optional.empty();
      ChannelGradients found = ChannelGradients.of(network, batch, classes, settings.channels());
      if (layers.isEmpty()) start(found);
      for (LayerGradients layer : found.layers()) {
        Growing growing = layers.get(layer.site());
        if (growing == null || growing.absorbing != layer.absorbing()) {
          throw new SurveyException("'" + layer.site() + "' is not what it was for other images");
        }
        growing.put(done, layer.absorption(), layer.emission());
      }
      for (int i = 0; i < some; i++) if (found.predicted().get(i) == labels[i]) right++;
    }
    done += some;
  }

  private void start(ChannelGradients found) {
    long numbers = 0;
    for (LayerGradients layer : found.layers()) {
      numbers += (long) images.size() * (layer.absorbing() + layer.emitting());
    }
    if (numbers > MOST) {
      throw new SurveyException(
              images.size()
                  + " images of these layers are "
                  + numbers
                  + " numbers, at most "
                  + MOST
                  + " are kept: choose fewer layers, or fewer images")
          .mendedBy("layers", "limit");
    }
    for (LayerGradients layer : found.layers()) {
      Growing growing = new Growing(images.size(), layer.absorbing(), layer.emitting());
      if (layers.put(layer.site(), growing) != null) {
        throw new SurveyException("two convolutions are called '" + layer.site() + "'");
      }
    }
  }

  /** A copy of where the run is. */
  public SurveyState state() {
    List<SurveyState.Rows> rows = new ArrayList<>();
    layers.forEach(
        (site, layer) ->
            rows.add(
                new SurveyState.Rows(
                    site,
                    layer.absorbing,
                    Arrays.copyOf(layer.absorption, done * layer.absorbing),
                    layer.emitting,
                    Arrays.copyOf(layer.emission, done * layer.emitting))));
    return new SurveyState(done, right, rows);
  }

  /**
   * What all images say.
   *
   * @throws IllegalStateException before the last
   */
  public ChannelSurvey result() {
    if (!ended()) throw new IllegalStateException(done + " of " + images.size() + " images");
    List<LayerChannels> summed = new ArrayList<>();
    layers.forEach(
        (site, rows) ->
            summed.add(
                LayerChannels.of(
                    site,
                    new ImageRows(rows.absorption, rows.absorbing),
                    new ImageRows(rows.emission, rows.emitting))));
    double accuracy = images.labelled() ? (double) right / done : Double.NaN;
    return new ChannelSurvey(done, accuracy, ChannelStudy.of(summed));
  }
}
