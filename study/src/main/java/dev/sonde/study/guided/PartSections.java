package dev.sonde.study.guided;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** What happens when parts of networks are exchanged, and when small weights are cut. */
record PartSections(GuidedResults study, Summaries found) {

  Section moved(String cell, String name, GuidedWords words) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            A part of one network is put into another. First as it is: since each network has its \
            own code for what it keeps in mind, that hardly ever works. Then the part is frozen \
            and the rest is trained again, with or without guidance, so that the rest can learn to \
            live with it. The control is the same part of another network of the same group: what \
            does exchanging and retraining do by itself?\
            """));
    Rows runs = Rows.of(study.run().table("transfer"));
    for (String recipient : GuidedFigures.GROUPS) {
      blocks.add(
          new Block.Picture(
              GuidedFigures.transfer(
                  cell, runs, Rows.of(found.accuracy()), recipient, GuidedReport.SPLIT)));
    }
    blocks.add(
        new Block.Words(
            """
            Does the decoder carry the ability? The study from which this question comes says that \
            a baseline network with a guided decoder, retrained, reaches 0.901 on heldout_tables \
            and 0.844 on new_compositions; a later table of its author says 0.047 and 0.031. What \
            we find:\
            """));
    blocks.add(new Block.Items(words.headlineInFull(cell)));
    Rows all = Rows.of(found.transfer()).where("cell", cell);
    List<Block> folded = new ArrayList<>();
    for (String recipient : GuidedFigures.GROUPS) {
      folded.add(transfers(recipient, all.where("model", recipient)));
    }
    blocks.add(new Block.Folded("All parts, all splits", folded));
    return new Section("Moving parts: " + name, blocks);
  }

  private static Block transfers(String recipient, Rows rows) {
    List<Rows> lines = new ArrayList<>();
    for (String part : rows.values("part")) {
      Rows of = rows.where("part", part);
      for (String donor : of.values("donor")) {
        for (String retrained : List.of("none", "baseline", "guided")) {
          Rows cells = of.where("donor", donor).where("retrained", retrained);
          if (!cells.isEmpty()) lines.add(cells);
        }
      }
    }
    Columns<Rows> columns =
        Columns.<Rows>empty()
            .text("part", cells -> cells.text(0, "part"))
            .text("of", cells -> cells.text(0, "donor"))
            .text("rest retrained", cells -> retrained(cells.text(0, "retrained")))
            .integer("networks", cells -> (long) cells.first("runs"));
    for (String split : GuidedFigures.SPLITS) {
      columns =
          columns.and(
              GuidedReport.spread(
                  split,
                  cells -> cells.where("split", split).first("mean"),
                  cells -> cells.where("split", split).first("spread")));
    }
    return Block.TableBlock.of(
        "A " + recipient + " network with a part of another: sequence accuracy", columns, lines);
  }

  private static String retrained(String how) {
    return switch (how) {
      case "none" -> "no";
      case "baseline" -> "without guidance";
      default -> "with guidance";
    };
  }

  Section pruned(String cell, String name) {
    Rows all = Rows.of(found.pruning()).where("cell", cell);
    Columns<Integer> columns =
        Columns.<Integer>empty()
            .text("networks", i -> all.text(i, "model"))
            .real("threshold", i -> all.number(i, "threshold"))
            .explained("weights of less magnitude are set to zero")
            .share("pruned", i -> all.number(i, "pruned"))
            .explained("share of all weights, biases aside")
            .text("split", i -> all.text(i, "split"))
            .and(
                GuidedReport.spread(
                    "before", i -> all.number(i, "before"), i -> all.number(i, "before_spread")))
            .explained("accuracy before training again")
            .and(
                GuidedReport.spread(
                    "after", i -> all.number(i, "after"), i -> all.number(i, "after_spread")))
            .explained("accuracy after, the pruned weights held at zero");
    return new Section(
        "Pruning: " + name,
        List.of(
            new Block.Words(
                "Small weights are set to zero and held there while the network is trained again"
                    + " as it was before, with guidance or without."),
            Block.TableBlock.of("Sequence accuracy of pruned networks", columns, all.indices())));
  }
}
