package dev.sonde.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundsTest {

  @Test
  void require_valueOutside_saysWhatItIsAndMustBe() {
    assertThatThrownBy(() -> Bounds.atLeast("depth", -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth is -1, must be at least 0");
    assertThatThrownBy(() -> Bounds.above("rate", 0.0, 0))
        .hasMessage("rate is 0.0, must be above 0");
    assertThatThrownBy(() -> Bounds.between("share", 1.5, 0, 1))
        .hasMessage("share is 1.5, must be 0 to 1");
  }

  @Test
  void require_infinityAndNaN_lieOutside() {
    assertThatThrownBy(() -> Bounds.atLeast("x", Double.NaN, 0)).hasMessageContaining("x is NaN");
    assertThatThrownBy(() -> Bounds.atLeast("x", Double.POSITIVE_INFINITY, 0))
        .hasMessage("x is Infinity, must be at least 0");
    assertThatThrownBy(() -> Bounds.above("x", Double.POSITIVE_INFINITY, 0))
        .hasMessage("x is Infinity, must be above 0");
    assertThatThrownBy(() -> Bounds.between("x", Double.NaN, 0, 1)).hasMessageContaining("NaN");
  }

  @Test
  void require_theBoundsThemselves_lieInsideWhereTheyMay() {
    assertThatCode(
            () -> {
              Bounds.atLeast("x", 0.0, 0);
              Bounds.between("x", 0, 0, 1);
              Bounds.between("x", 1, 0, 1);
              Bounds.above("x", Double.MAX_VALUE, 0);
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Bounds.above("x", 1, 1)).hasMessageContaining("above 1");
  }

  @Test
  void words_sayEachBoundOnce() {
    double free = Double.POSITIVE_INFINITY;
    assertThat(new Bounds(-free, -free, free, free).words()).isEmpty();
    assertThat(new Bounds(2, -free, 65536, free).words()).isEqualTo("2 to 65536");
    assertThat(new Bounds(-free, 0, free, 0.5).words()).isEqualTo("above 0 and below 0.5");
  }
}
