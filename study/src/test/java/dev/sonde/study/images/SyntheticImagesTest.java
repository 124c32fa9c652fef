package dev.sonde.study.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SyntheticImagesTest {
  @Test
  void sameSettings_sameBytes_onEveryMachine() {
    Images images =
        SyntheticImages.of(SyntheticImages.Settings.coloured().images(20, 10), Split.ALL);
    assertThat(images.size()).isEqualTo(30);
    assertThat(images.label(23)).isEqualTo(3);
    double sum = 0;
    for (int i = 0; i < 30; i++) for (float p : images.pixels(i)) sum += Math.round(p * 255);
    assertThat(sum).isEqualTo(SUM);
  }

  private static final double SUM = 6_400_349;

  @Test
  void trainAndTestAreDifferentImages() {
    SyntheticImages.Settings settings = SyntheticImages.Settings.grey().images(10, 10);
    assertThat(SyntheticImages.of(settings, Split.TRAIN).pixels(0))
        .isNotEqualTo(SyntheticImages.of(settings, Split.TEST).pixels(0));
  }
}
