package dev.sonde.network.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.DataException;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back when values of one image are put into another's run. */
class SitePatchingTest {

  private static final SitePatching.Settings SETTINGS =
      new SitePatching.Settings(
          List.of("layer3.1.conv2", "linear"), OptionalInt.of(3), OptionalInt.of(8), 7, 1L << 30);

  /** Of logits, which are up to 40 here: float32 has seven digits. */
  private static final double NEAR = 4e-4;

  private static double whole(SitePatching patched) {
    return Math.abs(patched.clean() - patched.corrupted());
  }

  private static SitePatching patched(String file, Tensor clean, Tensor corrupted) {
    try (ArrayNetwork network = Trained.network(file)) {
      return SitePatching.of(
          network, examples(network, clean), examples(network, corrupted), SETTINGS, _ -> {});
    }
  }

  private static ArrayExamples examples(ArrayNetwork network, Tensor images) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put(network.inputs().getFirst().name(), images);
    return new ArrayExamples(arrays, List.of(), true, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void sameInput_changesNothing(int file) {
    Tensor image = Trained.image(0);
    SitePatching patched = patched(Trained.FILES.get(file), image, image);
    assertThat(patched.clean()).isEqualTo(patched.corrupted());
    for (SitePatching.Effect effect : patched.effects()) {
      assertThat(effect.value()).isCloseTo(patched.clean(), within(1e-4));
      assertThat(effect.recovered()).isNaN();
    }
  }

  @Test
  void lastSite_bringsAllBack_byTheTwoClassesAlone() {
    SitePatching patched = patched(Trained.FILES.getLast(), Trained.image(0), Trained.image(1));
    double sum = 0;
    double near = NEAR / whole(patched);
    for (SitePatching.Effect effect : patched.effects()) {
      if (!effect.site().equals("linear")) continue;
      // The metric is linear in the logits: the estimate is exact.
      assertThat(effect.estimated()).isCloseTo(effect.recovered(), within(near));
      if (effect.kind() == SitePatching.Kind.WHOLE) {
        assertThat(effect.recovered()).isCloseTo(1, within(near));
      } else {
        sum += effect.recovered();
        if (effect.part() != 3 && effect.part() != 8) {
          assertThat(effect.recovered()).isCloseTo(0, within(near));
        }
      }
    }
    assertThat(sum).isCloseTo(1, within(near));
  }

  /** The estimate is a derivative: where both inputs are close, it is what comes back. */
  @Test
  void closeInputs_comeBackAsTheGradientSays() {
    float[] near = Trained.image(1).toFloats();
    float[] other = Trained.image(0).toFloats();
    for (int i = 0; i < near.length; i++) near[i] += 2e-3f * (other[i] - near[i]);
    Tensor clean = Tensor.ofFloats("x", Trained.image(1).shape(), near);
    SitePatching patched = patched(Trained.FILES.getLast(), clean, Trained.image(1));
    for (SitePatching.Effect effect : patched.effects()) {
      assertThat(effect.recovered()).isCloseTo(effect.estimated(), within(.05));
    }
    assertThat(patched.correlation()).isGreaterThan(.99);
  }

  @Test
  void files_ofOneNetwork_agree() {
    SitePatching first = patched(Trained.FILES.getFirst(), Trained.image(0), Trained.image(1));
    for (String file : Trained.FILES) {
      SitePatching other = patched(file, Trained.image(0), Trained.image(1));
      assertThat(other.effects()).hasSameSizeAs(first.effects());
      for (int i = 0; i < first.effects().size(); i++) {
        assertThat(other.effects().get(i).recovered())
            .isCloseTo(first.effects().get(i).recovered(), within(NEAR / whole(first)));
        assertThat(other.effects().get(i).estimated())
            .isCloseTo(first.effects().get(i).estimated(), within(NEAR / whole(first)));
      }
    }
  }

  @Test
  void inputsOfTwoShapes_areRefused() {
    assertThatThrownBy(
            () ->
                patched(
                    Trained.FILES.getLast(),
                    Trained.image(0),
                    Tensor.ofFloats(
                        "x", dev.sonde.tensor.Shape.of(2, 3, 32, 32), new float[2 * 3072])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("both must be the same");
  }
}
