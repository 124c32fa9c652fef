package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Intervention;
import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.ablation.HeadAblation;
import dev.sonde.network.transformer.ablation.HeadAblation.Replacement;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A network without each of its heads in turn: what it gives is zero, or its mean over all
 * sequences and positions.
 */
record Silenced(Transformer model, Scores scores) {

  /** What the row of the whole network has in place of a head. */
  static final String NONE = "none";

  /**
   * One row for the whole network, then one per head. {@code induction} is the greatest induction
   * score of a head of the network that is left, {@code control} that head's control.
   */
  Table table() {
    HeadAblation again = ablation(Replacement.ZERO, Judged::again);
    HeadAblation first = ablation(Replacement.ZERO, Judged::first);
    HeadAblation mean = ablation(Replacement.MEAN, Judged::again);
    Table.Builder table =
        Table.named("ablation")
            .text("silenced")
            .real("again_loss", "again_loss_mean", "first_loss", "induction", "control");
    Head best = best();
    table.row(NONE, again.base(), again.base(), first.base(), best.induction(), best.control());
    for (int i = 0; i < again.heads().size(); i++) {
      HeadAblation.Effect effect = again.heads().get(i);
      String site = "blocks." + effect.layer() + ".attn.z";
      Head left = best(Ablation.zero(site, effect.head()));
      table.row(
          effect.layer() + "." + effect.head(),
          effect.metric(),
          mean.heads().get(i).metric(),
          first.heads().get(i).metric(),
          left.induction(),
          left.control());
    }
    return table.build();
  }

  private HeadAblation ablation(Replacement by, ToDoubleFunction<Judged> figure) {
    ToDoubleFunction<Array> metric =
        logits ->
            figure.applyAsDouble(Judged.of(logits, scores.drawn(), scores.sequences().shortest()));
    return HeadAblation.of(model, scores.input(), by, metric);
  }

  private Head best(Intervention... changes) {
    List<Head> heads = scores.heads(model, changes);
    Head best = heads.getFirst();
    for (Head head : heads) if (head.induction() > best.induction()) best = head;
    return best;
  }
}
