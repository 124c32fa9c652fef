package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.ablation.HeadAblation;
import dev.sonde.network.transformer.ablation.HeadAblation.Replacement;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Ablates each head of a network in turn: its output is set to zero, or to its mean over all
 * sequences and positions.
 */
record AblatedHeads(Transformer model, Scores scores) {

  /** What the row of the whole network has in place of a head. */
  static final String NONE = "none";

  /**
   * One row for the whole network, then one per head. {@code induction} is the greatest induction
   * score of a head that is left, {@code control} that head's control; none where none is left.
   */
  Table table() {
    HeadAblation again = ablation(Replacement.ZERO);
    HeadAblation mean = ablation(Replacement.MEAN);
    Table.Builder table =
        Table.named("ablation")
            .text("silenced")
            .real("again_loss", "again_loss_mean", "induction", "control");
    add(table, NONE, again.base(), again.base(), scores.heads(model));
    for (int i = 0; i < again.heads().size(); i++) {
      HeadAblation.Effect effect = again.heads().get(i);
      String site = "blocks." + effect.layer() + ".attn.z";
      List<Head> left =
          scores.heads(model, Ablation.zero(site, effect.head())).stream()
              .filter(head -> head.layer() != effect.layer() || head.head() != effect.head())
              .toList();
      String ablated = effect.layer() + "." + effect.head();
      add(table, ablated, effect.metric(), mean.heads().get(i).metric(), left);
    }
    return table.build();
  }

  private static void add(
      Table.Builder table, String ablated, double loss, double atMean, List<Head> left) {
    Optional<Head> best = left.stream().max(Comparator.comparingDouble(Head::induction));
    table.row(
        ablated,
        loss,
        atMean,
        best.map(Head::induction).orElse(null),
        best.map(Head::control).orElse(null));
  }

  private HeadAblation ablation(Replacement by) {
    ToDoubleFunction<Array> metric =
        logits -> SequenceLosses.of(logits, scores.drawn(), scores.sequences().shortest()).again();
    return HeadAblation.of(model, scores.input(), by, metric);
  }
}
