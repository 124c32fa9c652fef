package dev.sonde.network.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is lost without units, on a trained network. */
class SiteAblationTest {

  private static SiteAblation.Settings settings(Replacement to, boolean single, long seed) {
    return new SiteAblation.Settings(
        to, single, true, List.of(List.of(0, 1, 2)), 5, seed, 3, "", 1L << 30);
  }

  private static SiteAblation ablation(String file, SiteAblation.Settings settings) {
    try (ArrayNetwork network = Trained.network(file)) {
      ArrayExamples images = Trained.images(network);
      List<UnitSite> sites =
          UnitSite.of(network, images, List.of("layer3.2.conv1", "layer3.1.conv1"));
      return SiteAblation.of(network, images, Trained.labels(images), sites, settings, _ -> {});
    }
  }

  @Test
  void effects_areThoseOfTheInterventionItself() {
    String file = Trained.FILES.getLast();
    SiteAblation ablation = ablation(file, settings(Replacement.ZERO, true, 1));
    try (ArrayNetwork network = Trained.network(file)) {
      for (SiteAblation.Effect effect : ablation.effects()) {
        if (effect.units().size() == 1 && effect.units().getFirst() % 13 != 0) continue;
        int[] units = effect.units().stream().mapToInt(Integer::intValue).toArray();
        Score alone = score(network, Ablation.zero(effect.site(), units));
        assertThat(effect.score().loss()).isCloseTo(alone.loss(), within(1e-5));
        assertThat(effect.score().accuracy()).isEqualTo(alone.accuracy());
        assertThat(effect.changed()).isEqualTo(changed(network, effect.site(), units));
      }
    }
  }

  /** The share of images whose greatest output is another one, without any scorer. */
  private static double changed(ArrayNetwork network, String site, int[] units) {
    ArrayExamples images = Trained.images(network);
    try (Scope _ = new Scope()) {
      Map<String, Array> all = images.batch(0, images.count());
      int[] whole = network.compute(all, outputs -> said(outputs));
      int[] less = network.compute(all, outputs -> said(outputs), Ablation.zero(site, units));
      int others = 0;
      for (int i = 0; i < whole.length; i++) if (whole[i] != less[i]) others++;
      return (double) others / whole.length;
    }
  }

  private static int[] said(Map<String, Array> outputs) {
    long[] greatest = Outputs.array(outputs, "").argmax(1).toLongs();
    return Arrays.stream(greatest).mapToInt(Math::toIntExact).toArray();
  }

  private static Score score(ArrayNetwork network, Ablation ablation) {
    ArrayExamples images = Trained.images(network);
    Targets labels = Trained.labels(images);
    Scorer scorer = Scorer.of(labels, Reading.LOGITS);
    try (Scope _ = new Scope()) {
      Map<String, Array> all = images.batch(0, images.count());
      Tensor output = network.compute(all, Outputs.reader(""), ablation);
      scorer.add(output, 0, images.count());
    }
    return scorer.score();
  }

  @ParameterizedTest
  @EnumSource(Replacement.class)
  void sameSeed_givesTheSame_andAnotherOtherControls(Replacement to) {
    String file = Trained.FILES.getLast();
    SiteAblation first = ablation(file, settings(to, false, 1));
    assertThat(ablation(file, settings(to, false, 1)).toString()).isEqualTo(first.toString());
    SiteAblation other = ablation(file, settings(to, false, 2));
    assertThat(other.base()).isEqualTo(first.base());
    assertThat(controls(other)).isNotEqualTo(controls(first));
  }

  private static List<Double> controls(SiteAblation ablation) {
    return ablation.effects().stream().map(effect -> effect.control().loss()).toList();
  }

  @Test
  void controls_areAsManyUnits_andSayHowMany() {
    for (SiteAblation.Effect effect :
        ablation(Trained.FILES.getLast(), settings(Replacement.MEAN, false, 1)).effects()) {
      // A whole site of 64 units is held against the 64 of the one other site: one set.
      int sets = effect.units().isEmpty() ? 1 : 5;
      assertThat(effect.control().n()).isEqualTo(sets);
      assertThat(effect.control().p()).isBetween(1.0 / (1 + sets), 1.0);
    }
  }

  @Test
  void filesOfOneNetwork_loseTheSame() {
    SiteAblation first = ablation(Trained.FILES.getFirst(), settings(Replacement.MEAN, false, 1));
    for (String file : Trained.FILES) {
      SiteAblation other = ablation(file, settings(Replacement.MEAN, false, 1));
      assertThat(other.effects()).hasSameSizeAs(first.effects());
      for (int i = 0; i < first.effects().size(); i++) {
        double loss = first.effects().get(i).score().loss();
        assertThat(other.effects().get(i).score().loss())
            .as(file)
            .isCloseTo(loss, within(1e-5 * Math.max(1, loss)));
      }
    }
  }

  @Test
  void taps_neverChangeOutputs() {
    for (String file : Trained.FILES) {
      try (ArrayNetwork network = Trained.network(file);
          Scope _ = new Scope()) {
        Map<String, Array> images = Trained.images(network).batch(0, 4);
        float[] plain = network.compute(images, outputs -> Outputs.array(outputs, "").toFloats());
        float[] tapped =
            network.compute(
                images,
                outputs -> Outputs.array(outputs, "").toFloats(),
                Tap.values("**"),
                Tap.shapes("**"));
        assertThat(tapped).as(file).isEqualTo(plain);
      }
    }
  }
}
