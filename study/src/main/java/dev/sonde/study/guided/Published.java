package dev.sonde.study.guided;

import dev.sonde.figure.table.Table;
import java.util.List;

/**
 * Figures of the literature, to stand beside ours: Hupkes et al. 2018 (accuracies, mean of five
 * runs), Baan et al. 2019 and its author's later table (transfer, states, probes; GRU, on {@code
 * heldout_tables}).
 */
public final class Published {

  private static final List<Split> COLUMNS =
      List.of(
          Split.HELDOUT_COMPOSITIONS,
          Split.HELDOUT_INPUTS,
          Split.HELDOUT_TABLES,
          Split.NEW_COMPOSITIONS,
          Split.LONGER_SEEN,
          Split.LONGER_NEW,
          Split.LONGER_INCREMENTAL);

  private Published() {}

  /** All of them as tables, for the database. */
  static List<Table> tables() {
    return List.of(accuracy(), transfer(), distances(), change(), variance(), probes());
  }

  private static Table accuracy() {
    Table.Builder table =
        Table.named("published_accuracy").text("cell", "model", "split").real("sequence");
    row(table, "gru", Group.BASELINE, .222, .210, .048, .025, .128, 0, .074);
    row(table, "lstm", Group.BASELINE, .228, .200, .090, .063, .107, 0, .067);
    row(table, "gru", Group.GUIDED, 1.000, 1.000, .926, .869, .280, .438, .240);
    row(table, "lstm", Group.GUIDED, .953, .965, .534, .344, .269, .075, .206);
    return table.build();
  }

  private static void row(Table.Builder table, String cell, Group group, double... values) {
    for (int i = 0; i < values.length; i++) table.row(cell, group, COLUMNS.get(i), values[i]);
  }

  /** The headline, and the later table that contradicts it; both retrained, GRU. */
  private static Table transfer() {
    Table.Builder table =
        Table.named("published_transfer")
            .text("source", "cell", "model", "donor", "part", "split")
            .real("sequence");
    String headline = "headline";
    table.row(headline, "gru", "baseline", "guided", "decoder", Split.HELDOUT_TABLES, .9010);
    table.row(headline, "gru", "baseline", "guided", "decoder", Split.NEW_COMPOSITIONS, .8438);
    double[] decoder = {.1719, .1750, .0469, .0312};
    double[] embedding = {.9375, .9750, .5417, .25};
    for (int i = 0; i < decoder.length; i++) {
      Split split = COLUMNS.get(i);
      table.row("later table", "gru", "baseline", "guided", "decoder", split, decoder[i]);
      String part = Part.DECODER_EMBEDDING.toString();
      table.row("later table", "gru", "guided", "baseline", part, split, embedding[i]);
    }
    return table.build();
  }

  /** D = 1 − Σ√(pq) on 50 bins of [−1, 1]. */
  private static Table distances() {
    return Table.named("published_distances")
        .text("cell", "parameter")
        .real("between", "within_baseline", "within_guided")
        .row("gru", "decoder.attention.method.out.weight", .163, .045, .038)
        .row("gru", "decoder.embedding.weight", .144, .007, .002)
        .row("gru", "decoder.out.bias", .227, .259, .210)
        .row("gru", "encoder.rnn.weight_ih_l0", .054, .001, .001)
        .build();
  }

  private static Table change() {
    return Table.named("published_change")
        .text("cell", "model", "split", "layer")
        .integer("step")
        .real("change")
        .row("gru", "baseline", Split.HELDOUT_TABLES, "decoder", 2, 12.75)
        .row("gru", "baseline", Split.HELDOUT_TABLES, "decoder", 3, 7.19)
        .row("gru", "guided", Split.HELDOUT_TABLES, "decoder", 2, 22.76)
        .row("gru", "guided", Split.HELDOUT_TABLES, "decoder", 3, 22.12)
        .build();
  }

  private static Table variance() {
    return Table.named("published_variance")
        .text("cell", "model", "split", "layer")
        .real("variance")
        .row("gru", "baseline", Split.HELDOUT_TABLES, "decoder", .197)
        .row("gru", "guided", Split.HELDOUT_TABLES, "decoder", .615)
        .build();
  }

  private static Table probes() {
    Table.Builder table =
        Table.named("published_probes")
            .text("cell", "model", "split", "layer")
            .integer("step", "table_place")
            .real("accuracy");
    probe(table, "guided", 1, .35, .88, .48);
    probe(table, "guided", 2, .38, .04, .96);
    probe(table, "baseline", 1, .69, .73, .67);
    probe(table, "baseline", 2, .42, .35, .33);
    return table.build();
  }

  private static void probe(Table.Builder table, String model, int place, double... steps) {
    for (int i = 0; i < steps.length; i++) {
      table.row("gru", model, Split.HELDOUT_TABLES, "decoder", i + 1, place, steps[i]);
    }
  }
}
