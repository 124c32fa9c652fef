package dev.sonde.question.channels;

import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Normalisation;

/**
 * How much gradient the channels of a network absorb and emit.
 *
 * @param survey over all images
 * @param how it was made; whose class is followed is settled there
 * @param source of the images, as it was given
 * @param imagesSha256 digest of the images' files; reading them again gives it again
 */
public record ChannelsAnswer(
    ChannelSurvey survey, ChannelSurvey.Settings how, String source, String imagesSha256) {

  /** The answer in JSON. */
  record Document(
      int images,
      double accuracy,
      Normalisation normalisation,
      String followed,
      String imagesSha256,
      ChannelStudy study) {}

  Document document() {
    return new Document(
        survey.images(),
        survey.accuracy(),
        how.normalisation(),
        how.followed().toString(),
        imagesSha256,
        survey.study());
  }
}
