package dev.sonde.study.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.PlainTransformer;
import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionHeads;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network of two layers whose weights are written by hand: head 0.0 looks at the position before
 * and writes its token where head 1.0 looks for the token that is read; heads 0.1 and 1.1 do
 * nothing, and so attend evenly.
 */
class HandMadeTest {

  private static final int TOKENS = 10;
  private static final int POSITIONS = 12;

  /** The stream: the token, the token before, the answer, the position. */
  private static final int WIDTH = 3 * TOKENS + POSITIONS;

  private static final int HEAD = Math.max(TOKENS, POSITIONS);
  private static final float SHARP = 40;

  private static final Sequences SEQUENCES = new Sequences(TOKENS, POSITIONS, 4, 6);

  private static Path made(Path folder) throws Exception {
    PlainTransformer model = new PlainTransformer(2, WIDTH, 2, HEAD, 0, TOKENS, TOKENS, POSITIONS);
    Path file = folder.resolve("made.safetensors");
    try (Network<Array, Array> network = Network.create(model, new Initialiser.Normal(.1), 1)) {
      for (Parameter parameter : network.parameters().all()) write(network, parameter);
      network.save(file, Map.of());
    }
    return file;
  }

  private static void write(Network<Array, Array> network, Parameter parameter) {
    float[] w = new float[Math.toIntExact(parameter.shape().count())];
    int before = TOKENS;
    int answer = 2 * TOKENS;
    int position = 3 * TOKENS;
    for (int i = 0; i < HEAD; i++) {
      switch (parameter.name()) {
        case "embed.W_E" -> {
          if (i < TOKENS) w[i * WIDTH + i] = 1;
        }
        case "pos_embed.W_pos" -> {
          if (i < POSITIONS) w[i * WIDTH + position + i] = 1;
        }
        case "blocks.0.attn.W_Q" -> {
          if (i + 1 < POSITIONS) w[(position + i + 1) * HEAD + i] = SHARP;
        }
        case "blocks.0.attn.W_K" -> {
          if (i < POSITIONS) w[(position + i) * HEAD + i] = 1;
        }
        case "blocks.0.attn.W_V", "blocks.1.attn.W_V" -> {
          if (i < TOKENS) w[i * HEAD + i] = 1;
        }
        case "blocks.0.attn.W_O" -> {
          if (i < TOKENS) w[i * WIDTH + before + i] = 1;
        }
        case "blocks.1.attn.W_Q" -> {
          if (i < TOKENS) w[i * HEAD + i] = SHARP;
        }
        case "blocks.1.attn.W_K" -> {
          if (i < TOKENS) w[(before + i) * HEAD + i] = 1;
        }
        case "blocks.1.attn.W_O" -> {
          if (i < TOKENS) w[i * WIDTH + answer + i] = 1;
        }
        case "unembed.W_U" -> {
          if (i < TOKENS) w[(answer + i) * TOKENS + i] = SHARP;
        }
        default -> throw new AssertionError(parameter.name());
      }
    }
    Tensor own = Tensor.ofFloats(parameter.name(), parameter.shape(), w);
    network
        .parameters()
        .transplant(Checkpoint.of(Path.of("hand"), List.of(own), Map.of()), parameter.name());
  }

  /** Tokens that come twice in a row of different ones: the scores are 1, and even ones 1 / n. */
  @Test
  void scores_ofHeadsThatDoIt_andOfHeadsThatAttendEvenly(@TempDir Path folder) throws Exception {
    Scores scores = new Scores(SEQUENCES, 3);
    try (Transformer model = MeasuringWork.open(made(folder))) {
      List<AttentionHeads.Head> heads = scores.heads(model);
      AttentionHeads.Head previous = heads.get(0);
      AttentionHeads.Head idle = heads.get(1);
      AttentionHeads.Head induction = heads.get(2);
      assertThat(previous.previous()).isGreaterThan(.99);
      assertThat(previous.inducts()).isFalse();
      // Random tokens repeat by chance within a half: other places match too.
      assertThat(induction.induction()).isBetween(.6, 1.0);
      assertThat(induction.inducts()).isTrue();
      assertThat(induction.control()).isLessThan(.2);
      // Query q sees q + 1 tokens; those of the second half of 2 · 6 have a place to induct to.
      double even = 0;
      for (int query = 6; query < 12; query++) even += 1 / (query + 1.0) / 6;
      assertThat(idle.induction()).isCloseTo(even, within(1e-5));
      assertThat(idle.inducts()).isFalse();
      double before = 0;
      for (int query = 1; query < 12; query++) before += 1 / (query + 1.0) / 11;
      assertThat(idle.previous()).isCloseTo(before, within(1e-5));
    }
  }

  /** Without the head that writes the token before, the induction head attends evenly. */
  @Test
  void ablated_previousTokenHead_leavesNoInduction(@TempDir Path folder) throws Exception {
    try (Transformer model = MeasuringWork.open(made(folder))) {
      Table table = new AblatedHeads(model, new Scores(SEQUENCES, 3)).table();
      assertThat(table.rows()).hasSize(5);
      assertThat(table.text(0, "silenced")).isEqualTo(AblatedHeads.NONE);
      double whole = table.number(0, "again_loss");
      assertThat(table.text(1, "silenced")).isEqualTo("0.0");
      assertThat(table.number(1, "again_loss")).isGreaterThan(whole + 1);
      assertThat(table.number(1, "induction")).isCloseTo(table.number(1, "control"), within(.05));
      assertThat(table.number(2, "again_loss")).isCloseTo(whole, within(1e-4)); // 0.1 idles
      assertThat(table.number(4, "again_loss")).isCloseTo(whole, within(1e-4)); // 1.1 too
      // Without the induction head all answers are alike.
      assertThat(table.number(3, "again_loss")).isCloseTo(Math.log(TOKENS), within(1e-4));
      // What is left is what the idle heads score.
      assertThat(table.number(3, "induction")).isLessThan(table.number(0, "induction") / 3);
    }
  }
}
