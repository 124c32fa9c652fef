package dev.sonde.study.induction;

import dev.sonde.network.layer.Seeds;
import dev.sonde.network.probe.Intervention;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionHeads;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network's heads are scored on: previous-token scores on sequences as it was trained on,
 * induction scores on random tokens that come twice.
 *
 * @param drawn the sequences that the network was judged on while it was trained
 */
record Scores(Sequences sequences, Sequences.Drawn drawn, AttentionHeads.Settings twice) {

  /** Sequences for each score. */
  private static final int SCORED = 8;

  Scores(Sequences sequences, long seed) {
    this(
        sequences,
        SequencesObjective.judged(sequences, seed),
        new AttentionHeads.Settings(
            sequences.longest(), SCORED, Seeds.mix(seed, "tokens that come twice")));
  }

  /** All heads, by layer and head. */
  List<AttentionHeads.Head> heads(Transformer model, Intervention... changes) {
    List<int[]> texts = new ArrayList<>();
    for (int row = 0; row < SCORED; row++) texts.add(drawn.read(row));
    return AttentionHeads.of(model, texts, twice, changes).heads();
  }

  /** The sequences that the network is judged on. */
  Input.Tokens input() {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < drawn.rows(); row++) rows.add(drawn.read(row));
    return Input.Tokens.of(rows, 0);
  }
}
