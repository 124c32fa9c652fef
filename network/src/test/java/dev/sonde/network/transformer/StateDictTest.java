package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.transformer.Architecture.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State dicts of TransformerLens and of the code before it, with their published figures. */
class StateDictTest {

  @Test
  void palindromes_lossAccuracyAndDifference() {
    Json golden = SharedGoldenTest.json(SharedTransformers.path("arena/palindromes.golden.json"));
    Checkpoint data = Checkpoint.open(SharedTransformers.path("arena/palindromes.inputs.npz"));
    float[] tokens = data.tensor("tokens").toFloats();
    float[] labels = data.tensor("labels").toFloats();
    int count = labels.length;
    int[] ids = new int[tokens.length];
    for (int i = 0; i < ids.length; i++) ids[i] = (int) tokens[i];
    int[] lengths = new int[count];
    java.util.Arrays.fill(lengths, 22);
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("arena/palindromes.pt"), true, Activation.RELU)) {
      float[] logits = last(model, new Input.Tokens(ids, lengths, 22), 21);
      double difference = 0;
      double loss = 0;
      int right = 0;
      for (int i = 0; i < count; i++) {
        double margin = (logits[2 * i + 1] - logits[2 * i]) * (labels[i] > 0 ? 1 : -1);
        difference += margin / count;
        loss += Math.log1p(Math.exp(-margin)) / count;
        if (margin > 0) right++;
      }
      assertThat(right / (double) count).isCloseTo(.9988, within(1e-9));
      assertThat(difference).isCloseTo(golden.at("logit_difference").number(), within(1e-4));
      assertThat(loss).isCloseTo(golden.at("cross_entropy").number(), within(1e-5));
      Json zero = golden.at("ablation").at("tables").at("unfolded").at("zero");
      for (String head : List.of("0.0", "0.1", "1.0", "1.1")) {
        int number = head.charAt(2) - '0';
        String site = "blocks." + head.charAt(0) + ".attn.z";
        float[] cut =
            last(model, new Input.Tokens(ids, lengths, 22), 21, Ablation.zero(site, number));
        double mean = 0;
        for (int i = 0; i < count; i++) {
          mean += (cut[2 * i + 1] - cut[2 * i]) * (labels[i] > 0 ? 1 : -1) / (double) count;
        }
        assertThat(mean).as(head).isCloseTo(zero.at(head).number(), within(1e-4));
      }
    }
  }

  private static float[] last(Transformer model, Input input, int position, Probe... probes) {
    return model.compute(input, logits -> logits.select(1, position).toFloats(), probes);
  }

  @Test
  void brackets_seeBothWaysAndNoPads() throws IOException {
    Json golden = SharedGoldenTest.json(SharedTransformers.path("arena/brackets.golden.json"));
    List<String> lines = Files.readAllLines(SharedTransformers.path("arena/brackets.tsv"));
    List<int[]> rows = new ArrayList<>();
    List<Boolean> balanced = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length != 2 || !parts[0].matches("[()]+")) continue;
      int[] row = new int[parts[0].length() + 2];
      for (int i = 0; i < parts[0].length(); i++) row[i + 1] = parts[0].charAt(i) == '(' ? 3 : 4;
      row[row.length - 1] = 2;
      rows.add(row);
      balanced.add(parts[1].strip().matches("1|true|True"));
    }
    assertThat(rows).hasSize(5000);
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("arena/brackets.pt"), false, Activation.RELU)) {
      float[] logits = last(model, Input.Tokens.of(rows, 1), 0);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(logits[2 * i + 1] > logits[2 * i]).as(lines.get(i)).isEqualTo(balanced.get(i));
      }
      float[] wanted = SharedGoldenTest.floats(golden.at("first300_logits"));
      assertThat(java.util.Arrays.copyOf(logits, wanted.length))
          .containsExactly(wanted, within(2e-4f));
    }
  }

  @Test
  void grokking_addsAllPairs() {
    Json golden =
        SharedGoldenTest.json(SharedTransformers.path("grokking/mod-addition.golden.json"));
    int p = 113;
    List<int[]> rows = new ArrayList<>();
    for (int x = 0; x < p; x++) for (int y = 0; y < p; y++) rows.add(new int[] {x, y, p});
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("grokking/mod-addition.pth"), true, Activation.RELU)) {
      float[] logits = last(model, Input.Tokens.of(rows, 0), 2);
      double loss = 0;
      for (int i = 0; i < rows.size(); i++) {
        int answer = (rows.get(i)[0] + rows.get(i)[1]) % p;
        double rest = 0;
        for (int c = 0; c < p; c++) {
          double gap = (double) logits[114 * i + c] - logits[114 * i + answer];
          if (c == answer) continue;
          assertThat(gap).isNegative();
          rest += Math.exp(gap);
        }
        loss += Math.log1p(rest) / rows.size();
      }
      double wanted = golden.at("cross_entropy_float64").at("all").number();
      assertThat(loss).isCloseTo(wanted, within(1e-3 * wanted));
    }
  }

  @Test
  void inductionHead_lossOnRepeatedTokensAndWithoutThePreviousTokenHead() {
    Json golden =
        SharedGoldenTest.json(SharedTransformers.path("grokking/induction-head.golden.json"));
    float[] all =
        Checkpoint.open(SharedTransformers.path("grokking/induction-head.inputs.npz"))
            .tensors()
            .getFirst()
            .toFloats();
    int[] ids = new int[all.length];
    for (int i = 0; i < ids.length; i++) ids[i] = (int) all[i];
    int[] lengths = new int[200];
    java.util.Arrays.fill(lengths, 80);
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("grokking/induction-head.pth"), true, Activation.RELU)) {
      Input.Tokens input = new Input.Tokens(ids, lengths, 80);
      double whole = secondHalf(model, input);
      assertThat(whole)
          .isCloseTo(
              golden.at("cross_entropy").at("second_half_predictions_41_79").number(),
              within(1e-4));
      Json table = golden.at("zero_ablation_cross_entropy").at("table");
      for (String head : List.of("0.2", "1.1", "1.0")) {
        double cut =
            secondHalf(
                model,
                input,
                Ablation.zero("blocks." + head.charAt(0) + ".attn.z", head.charAt(2) - '0'));
        assertThat(cut).isCloseTo(table.at(head).list().getLast().number(), within(1e-4));
      }
    }
  }

  /** Mean −log probability of tokens 41 to 79, which were seen before. */
  private static double secondHalf(Transformer model, Input.Tokens input, Probe... probes) {
    float[] logs =
        model.compute(
            input,
            logits ->
                dev.sonde.network.torch.Functional.logSoftmax(logits.narrow(1, 40, 39), -1)
                    .toFloats(),
            probes);
    double sum = 0;
    for (int row = 0; row < 200; row++) {
      for (int t = 0; t < 39; t++)
        sum -= logs[(row * 39 + t) * 128 + input.ids()[80 * row + t + 41]];
    }
    return sum / (200 * 39);
  }
}
