package dev.sonde.study.channels;

import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
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

  /**
   * Surveys all images.
   *
   * @param progress is told how many more are done
   * @throws SurveyException if labels are wanted and missing, or there is too much to keep
   */
  public static ChannelSurvey of(
      Network<Array, Array> network, Images images, Settings settings, LongConsumer progress) {
    SurveyRun run = start(network, images, settings);
    while (!run.ended()) {
      int before = run.done();
      run.advance();
      progress.accept(run.done() - before);
    }
    return run.result();
  }

  /** A survey before its first image. */
  public static SurveyRun start(Network<Array, Array> network, Images images, Settings settings) {
    return resume(network, images, settings, SurveyState.none());
  }

  /** Goes on from {@code state}, with the bits of a survey that was never paused. */
  public static SurveyRun resume(
      Network<Array, Array> network, Images images, Settings settings, SurveyState state) {
    return new SurveyRun(network, images, settings, state);
  }
}
