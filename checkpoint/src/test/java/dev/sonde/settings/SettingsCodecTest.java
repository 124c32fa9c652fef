package dev.sonde.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsCodecTest {

  enum Distance {
    WASSERSTEIN,
    JENSEN_SHANNON
  }

  record Size(int units, int layers) {
    static Size parse(String text) {
      String[] parts = text.split("x");
      if (parts.length != 2) throw new IllegalArgumentException("'" + text + "' is no size");
      return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
      return units + "x" + layers;
    }
  }

  record Inner(
      @Setting(help = "the distance", initial = "jensen-shannon") Distance distance,
      @Setting(help = "how many", initial = "3", min = 1, max = 9) int starts)
      implements Adjustable<Inner> {}

  record Outer(
      @Setting(help = "what is read", input = true, position = 0) List<Path> files,
      @Setting(help = "near zero", initial = "0.001", above = 0) double nearZero,
      @Nested Inner inner,
      @Setting(help = "sizes", initial = "4x1") List<Size> sizes,
      @Setting(help = "where it stops") @Nullable Integer limit,
      @Setting(help = "all of it") boolean whole,
      @Setting(help = "work at once", initial = "2", min = 1, affectsResult = false) int threads)
      implements Adjustable<Outer> {
    Outer {
      if (whole && limit != null) throw new IllegalArgumentException("whole and limit exclude");
    }
  }

  private static final SettingsCodec<Outer> CODEC = SettingsCodec.of(Outer.class);

  @Test
  void defaults_stand_where_nothing_is_given() {
    Outer settings = CODEC.defaults();
    assertThat(settings)
        .isEqualTo(
            new Outer(
                List.of(),
                0.001,
                new Inner(Distance.JENSEN_SHANNON, 3),
                List.of(new Size(4, 1)),
                null,
                false,
                2));
  }

  @Test
  void what_is_written_is_read_again() {
    Outer settings =
        new Outer(
            List.of(Path.of("a.pt"), Path.of("b.pt")),
            0.5,
            new Inner(Distance.WASSERSTEIN, 9),
            List.of(new Size(8, 2), new Size(1, 1)),
            7,
            false,
            1);
    Map<String, String> written = CODEC.write(settings);
    assertThat(written)
        .containsExactly(
            Map.entry("files", "a.pt,b.pt"),
            Map.entry("near_zero", "0.5"),
            Map.entry("distance", "wasserstein"),
            Map.entry("starts", "9"),
            Map.entry("sizes", "8x2,1x1"),
            Map.entry("limit", "7"),
            Map.entry("whole", "false"),
            Map.entry("threads", "1"));
    assertThat(CODEC.read(written)).isEqualTo(settings);
    assertThat(CODEC.writeForResult(settings)).doesNotContainKey("threads").containsKey("whole");
  }

  @Test
  void a_changed_copy_differs_in_one_setting_nested_ones_too() {
    Outer settings = CODEC.defaults().with("starts", 5).with("nearZero", 1.0).with("limit", 3);
    assertThat(settings.inner()).isEqualTo(new Inner(Distance.JENSEN_SHANNON, 5));
    assertThat(settings.nearZero()).isEqualTo(1);
    assertThat(settings.limit()).isEqualTo(3);
    assertThatThrownBy(() -> settings.with("starts", 10))
        .isInstanceOf(SettingsException.class)
        .hasMessage("starts: 10, must be 1 to 9");
    assertThatThrownBy(() -> settings.with("starts", "many")).isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> settings.with("stars", 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("stars: no such setting; there are files, near_zero");
  }

  @Test
  void what_cannot_be_is_one_line() {
    refused(Map.of("starts", "0"), "starts: 0, must be 1 to 9");
    refused(Map.of("starts", "2.5"), "starts: '2.5' is not a whole number");
    refused(Map.of("near_zero", "0"), "near_zero: 0.0, must be above 0");
    refused(Map.of("near_zero", "NaN"), "near_zero: NaN, must be above 0");
    refused(
        Map.of("distance", "cosine"), "distance: 'cosine' is none of wasserstein, jensen-shannon");
    refused(Map.of("sizes", "4"), "sizes: '4' is no size");
    refused(Map.of("whole", "maybe"), "whole: 'maybe' is neither true nor false");
    refused(Map.of("whole", "true", "limit", "1"), "whole and limit exclude");
  }

  private static void refused(Map<String, String> texts, String message) {
    assertThatThrownBy(() -> CODEC.read(texts))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void a_setting_without_default_is_needed() {
    record Needy(@Setting(help = "the file that is read") Path file) {}
    assertThatThrownBy(() -> SettingsCodec.of(Needy.class).defaults())
        .hasMessage("file: needed: the file that is read");
  }

  @Test
  void specs_say_what_a_program_must_know() {
    SettingSpec nearZero = CODEC.specs().get(1);
    assertThat(nearZero.name()).isEqualTo("near_zero");
    assertThat(nearZero.kind()).isEqualTo(SettingSpec.Kind.NUMBER);
    assertThat(nearZero.bounds()).isEqualTo("above 0");
    assertThat(nearZero.initial()).isEqualTo("0.001");
    assertThat(CODEC.specs().get(2).choices()).containsExactly("wasserstein", "jensen-shannon");
    assertThat(CODEC.specs().get(5).optional()).isTrue();
    assertThat(CODEC.specs().get(0).input()).isTrue();
  }
}
