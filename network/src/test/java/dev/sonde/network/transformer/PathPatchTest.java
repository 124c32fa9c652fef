package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.attribution.HeadSources;
import dev.sonde.network.transformer.attribution.LogitAttribution;
import dev.sonde.network.transformer.patching.Component;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PathPatch;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Path patching beside a run in which every other component is held, as the paper has it. */
class PathPatchTest {

  private static final int[] CLEAN = {3, 7, 12, 5};
  private static final int[] CORRUPTED = {3, 8, 12, 5};
  private static final Metric METRIC = new Metric(9, 4);

  @ParameterizedTest
  @CsvSource({
    "gpt2, 0.1, 1.2.q", "gpt2, 0.0, 1.0.v", "gpt2, mlp.0, 1.1.k", "gpt2, embed, mlp.0",
    "llama, 0.2, 1.2.q", "llama, 0.1, mlp.1", "llama, 1.1, mlp.1", "gpt-neox, 0.1, mlp.1",
    "gpt-neox, mlp.0, 1.0.k", "gemma, 0.1, 1.1.q"
  })
  void path_isThatOfARunWithAllElseHeld(String name, String from, String to) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      Component sender = Component.of(from);
      Component receiver = Component.of(to);
      PathPatch found =
          PathPatch.of(model, CLEAN, CORRUPTED, METRIC, List.of(sender), receiver, () -> true);
      assertThat(found.paths().getFirst().value())
          .isCloseTo(held(model, sender, receiver), within(2e-5));
      assertThat(found.paths().getFirst().value()).isNotEqualTo(found.corrupted());
    }
  }

  /** The sender's value from the clean run, all others frozen; what the receiver then reads. */
  private static double held(Transformer model, Component from, Component to) {
    Capture clean = model.run(Input.Tokens.of(CLEAN), Tap.values("**"));
    Capture corrupted = model.run(Input.Tokens.of(CORRUPTED), Tap.values("**"));
    Architecture.Sizes s = model.architecture().sizes();
    List<Probe> probes = new ArrayList<>();
    String site =
        switch (from.kind()) {
          case EMBED -> "embed";
          case HEAD -> "blocks." + from.layer() + ".attn.z";
          case MLP -> "blocks." + from.layer() + ".mlp.out";
          case LOGITS -> throw new IllegalArgumentException();
        };
    for (int layer = 0; layer < s.layers(); layer++) {
      for (String part : List.of(".attn.z", ".mlp.out")) {
        boolean receives =
            to.kind() == Component.Kind.MLP && to.layer() == layer && part.equals(".mlp.out");
        String held = "blocks." + layer + part;
        if (!receives) probes.add(Overlay.of(held, corrupted.values(held), ones(1, 1, 1)));
      }
    }
    if (from.kind() == Component.Kind.HEAD) {
      float[] mask = new float[s.heads()];
      mask[from.head()] = 1;
      Tensor own = Tensor.ofFloats("mask", Shape.of(1, 1, s.heads(), 1), mask);
      probes.add(Overlay.of(site, clean.values(site), own));
    } else probes.add(Overlay.of(site, clean.values(site), ones(1, 1, 1)));
    String reads =
        to.kind() == Component.Kind.MLP
            ? "blocks." + to.layer() + ".mlp.out"
            : "blocks." + to.layer() + ".attn." + to.part();
    probes.add(Tap.values(reads));
    Tensor received =
        model.run(Input.Tokens.of(CORRUPTED), probes.toArray(new Probe[0])).values(reads);
    Tensor mask = ones(1, 1, 1);
    if (to.kind() == Component.Kind.HEAD) {
      int heads = (int) received.shape().extent(2);
      float[] chosen = new float[heads];
      chosen[to.head() / (s.heads() / heads)] = 1;
      mask = Tensor.ofFloats("mask", Shape.of(1, 1, heads, 1), chosen);
    }
    return model.compute(
        Input.Tokens.of(CORRUPTED),
        logits -> {
          float[] last = logits.select(1, 3).toFloats();
          return (double) last[9] - last[4];
        },
        Overlay.of(reads, received, mask));
  }

  private static Tensor ones(long... shape) {
    return Tensor.ofFloats("mask", Shape.of(shape), new float[] {1});
  }

  @Test
  void pathsOfAllSenders_areThoseBeforeTheReceiver() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      Component to = Component.of("logits");
      List<Component> senders = Component.before(model, to);
      int heads = model.architecture().sizes().heads();
      assertThat(senders).hasSize(1 + 2 * (heads + 1));
      PathPatch found = PathPatch.of(model, CLEAN, CORRUPTED, METRIC, senders, to, () -> true);
      assertThat(found.paths()).hasSize(senders.size());
      assertThat(Component.before(model, Component.of("1.0.q"))).hasSize(1 + heads + 1);
      assertThat(Component.before(model, Component.of("mlp.0"))).hasSize(1 + heads);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "9.0.q", "mlp.7", "embed", "head", "0.99.v", "99999999.1.q"})
  void receiver_thatIsNone_isRefusedInOneLine(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      assertThatThrownBy(
              () ->
                  PathPatch.of(
                      model,
                      CLEAN,
                      CORRUPTED,
                      METRIC,
                      List.of(Component.of("0.0")),
                      Component.of(name),
                      () -> true))
          .isInstanceOf(TransformerException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "gpt-neox", "qwen3", "phi3", "gemma", "gemma3"})
  void sourcesOfAHead_sumToItsPart(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      LogitAttribution whole = LogitAttribution.of(model, CLEAN, 2, 9, 4);
      HeadSources sources = HeadSources.of(model, CLEAN, 2, 9, 4);
      for (HeadSources.Head head : sources.heads()) {
        String part = head.layer() + "." + head.head();
        double wanted =
            whole.parts().stream()
                .filter(p -> p.component().equals(part))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(head.sum()).as(part).isCloseTo(wanted, within(1e-5));
        assertThat(head.values().get(3)).isCloseTo(0, within(0.0)); // behind the position
      }
    }
  }
}
