package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The transformers of {@code ../shared/transformers} and their recorded figures. */
class SharedGoldenTest {

  static Json json(Path file) {
    return Json.read(file, 16 << 20, TransformerException::new);
  }

  static int[] ints(Json list) {
    return list.list().stream().mapToInt(v -> v.integer(-1, 1 << 20)).toArray();
  }

  static float[] floats(Json nested) {
    List<Double> out = new ArrayList<>();
    flatten(nested, out);
    float[] values = new float[out.size()];
    for (int i = 0; i < values.length; i++) values[i] = out.get(i).floatValue();
    return values;
  }

  private static void flatten(Json nested, List<Double> out) {
    if (nested.isArray()) nested.list().forEach(each -> flatten(each, out));
    else out.add(nested.number());
  }

  @Test
  void gptNanoSort_everyRecordedSite() {
    Path folder = SharedTransformers.path("gpt-nano-sort");
    Json golden = json(folder.resolve("golden.json"));
    List<int[]> rows = golden.at("input_ids").list().stream().map(SharedGoldenTest::ints).toList();
    try (Transformer model = Transformer.open(folder);
        Call call = model.call(Input.Tokens.of(rows, 0), Tap.values("**"))) {
      float[] logits = call.forward().toFloats();
      assertThat(logits).containsExactly(floats(golden.at("all").at("lm_head")), within(2e-5f));
      Capture seen = call.capture();
      Json first = golden.at("batch0");
      near(first.at("tok_emb"), seen.values("embed"));
      near(first.at("x"), seen.values("blocks.0.resid_pre"));
      near(first.at("ln1"), seen.values("blocks.0.ln1"));
      for (String part : List.of("q", "k", "v")) {
        near(
            first.at(part),
            seen.values("blocks.0.attn." + part).slice(0, 0, 1).transpose(0, 2, 1, 3));
      }
      near(first.at("attSm"), seen.values("blocks.0.attn.pattern"));
      near(first.at("y"), seen.values("blocks.0.attn.z"));
      near(first.at("yProj"), seen.values("blocks.0.attn.out"));
      near(first.at("attnResid"), seen.values("blocks.0.resid_mid"));
      for (int n = 0; n < 3; n++) {
        near(first.at("block" + n), seen.values("blocks." + n + ".resid_post"));
      }
      near(first.at("ln_f"), seen.values("ln_final"));
      Json four = golden.at("batch0_first4_positions");
      near(four.at("fc"), seen.values("blocks.0.mlp.pre"));
      near(four.at("gelu"), seen.values("blocks.0.mlp.post"));
      near(four.at("mlp"), seen.values("blocks.0.mlp.out"));
    }
  }

  /** Compares the beginning of a recorded site with all that the golden has of it. */
  private static void near(Json wanted, Tensor found) {
    float[] expected = floats(wanted);
    float[] values = java.util.Arrays.copyOf(found.toFloats(), expected.length);
    assertThat(values).as(wanted.toString()).containsExactly(expected, within(5e-6f));
  }

  @Test
  void gptNanoSort_sorts729Of729() {
    int count = 729;
    List<int[]> rows = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int[] digits = new int[6];
      for (int i = 0, rest = n; i < 6; i++, rest /= 3) digits[i] = rest % 3;
      rows.add(digits);
    }
    List<int[]> grown = new ArrayList<>(rows);
    try (Transformer model = Transformer.open(SharedTransformers.path("gpt-nano-sort"))) {
      for (int step = 0; step < 6; step++) {
        int last = 5 + step;
        long[] next =
            model.compute(
                Input.Tokens.of(grown, 0), logits -> logits.select(1, last).argmax(-1).toLongs());
        for (int i = 0; i < count; i++) {
          int[] longer = java.util.Arrays.copyOf(grown.get(i), last + 2);
          longer[last + 1] = (int) next[i];
          grown.set(i, longer);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      int[] sorted = rows.get(i).clone();
      java.util.Arrays.sort(sorted);
      assertThat(java.util.Arrays.copyOfRange(grown.get(i), 6, 12)).containsExactly(sorted);
    }
  }

  @Test
  void stories260k_streamPatternsAndLoss() {
    Path folder = SharedTransformers.path("stories260k");
    Json golden = json(folder.resolve("golden.json"));
    int[] ids = ints(golden.at("token_ids"));
    try (Transformer model = Transformer.open(folder);
        Call call =
            model.call(
                Input.Tokens.of(ids),
                Tap.values("blocks.*.resid_p*"),
                Tap.values("blocks.*.attn.pattern"))) {
      Array logits = call.forward();
      assertThat(crossEntropy(logits, ids)).isCloseTo(.457346, within(2e-6));
      float[] last = logits.select(1, ids.length - 1).toFloats();
      assertThat(java.util.Arrays.copyOf(last, 16))
          .containsExactly(floats(golden.at("logits_last_position").at("first16")), within(5e-5f));
      Capture seen = call.capture();
      int row = 0;
      for (Json wanted : golden.at("residual_last_first8").list()) {
        String site = row == 0 ? "blocks.0.resid_pre" : "blocks." + (row - 1) + ".resid_post";
        Tensor stream = seen.values(site).slice(1, ids.length - 1, ids.length).slice(2, 0, 8);
        assertThat(stream.toFloats()).containsExactly(floats(wanted), within(2e-5f));
        row++;
      }
      for (String head : List.of("0.1", "2.5")) {
        int layer = head.charAt(0) - '0';
        int number = head.charAt(2) - '0';
        Tensor pattern =
            seen.values("blocks." + layer + ".attn.pattern").slice(1, number, number + 1);
        List<Json> rows = golden.at("attention").at("heads").at(head).list();
        for (int query = 0; query < rows.size(); query++) {
          float[] wanted = floats(rows.get(query));
          Tensor found = pattern.slice(2, query, query + 1).slice(3, 0, wanted.length);
          assertThat(found.toFloats()).containsExactly(wanted, within(1e-5f));
        }
      }
    }
  }

  static double crossEntropy(Array logits, int[] ids) {
    Array rows = logits.select(0, 0).narrow(0, 0, ids.length - 1);
    int[] next = java.util.Arrays.copyOfRange(ids, 1, ids.length);
    return Functional.crossEntropy(rows, Array.ofIndices(next, next.length)).item();
  }

  @Test
  void stories260k_zeroAblationOfEachHead() {
    Path folder = SharedTransformers.path("stories260k");
    Json golden = json(folder.resolve("golden.json"));
    int[] ids = ints(golden.at("token_ids"));
    float[] wanted = floats(golden.at("zero_ablation_cross_entropy").at("layers_by_heads"));
    try (Transformer model = Transformer.open(folder)) {
      for (int layer = 0; layer < 5; layer++) {
        for (int head = 0; head < 8; head++) {
          double found =
              model.compute(
                  Input.Tokens.of(ids),
                  logits -> crossEntropy(logits, ids),
                  Ablation.zero("blocks." + layer + ".attn.z", head));
          assertThat(found).isCloseTo(wanted[layer * 8 + head], within(2e-5));
        }
      }
    }
  }

  @Test
  void stories260k_gradientsAtTheEmbedding() {
    Path folder = SharedTransformers.path("stories260k");
    Json golden = json(folder.resolve("golden.json")).at("gradient");
    int[] ids = ints(json(folder.resolve("golden.json")).at("token_ids"));
    try (Transformer model = Transformer.open(folder)) {
      Capture seen =
          model.run(
              Input.Tokens.of(ids),
              logits -> {
                Array rows = logits.select(0, 0).narrow(0, 0, ids.length - 1);
                int[] next = java.util.Arrays.copyOfRange(ids, 1, ids.length);
                return Functional.crossEntropy(rows, Array.ofIndices(next, next.length));
              },
              Tap.gradients("embed"));
      float[] gradient = seen.gradients("embed").toFloats();
      float[] wanted = floats(golden.at("embeddings_norm_first16"));
      for (int position = 0; position < wanted.length; position++) {
        double squares = 0;
        for (int i = 0; i < 64; i++) squares += Math.pow(gradient[64 * position + i], 2);
        assertThat(Math.sqrt(squares)).isCloseTo(wanted[position], within(1e-6));
      }
    }
  }
}
