package dev.sonde.study.guided;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
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
    List<Head> columns =
        new ArrayList<>(
            List.of(
                Head.text("part"),
                Head.text("of"),
                Head.text("rest retrained"),
                Head.real("networks", "")));
    for (String split : GuidedFigures.SPLITS) columns.add(Head.real(split, ""));
    List<List<Entry>> lines = new ArrayList<>();
    for (String part : rows.values("part")) {
      Rows of = rows.where("part", part);
      for (String donor : of.values("donor")) {
        for (String retrained : List.of("none", "baseline", "guided")) {
          Rows cells = of.where("donor", donor).where("retrained", retrained);
          if (cells.isEmpty()) continue;
          List<Entry> line = new ArrayList<>();
          line.add(Entry.words(part));
          line.add(Entry.words(donor));
          line.add(
              Entry.words(
                  switch (retrained) {
                    case "none" -> "no";
                    case "baseline" -> "without guidance";
                    default -> "with guidance";
                  }));
          line.add(Entry.count((long) cells.first("runs")));
          for (String split : GuidedFigures.SPLITS) {
            Rows one = cells.where("split", split);
            line.add(GuidedReport.entry(one.first("mean"), one.first("spread")));
          }
          lines.add(line);
        }
      }
    }
    return Block.TableBlock.of(
        "A " + recipient + " network with a part of another: sequence accuracy", columns, lines);
  }

  Section pruned(String cell, String name) {
    Rows all = Rows.of(found.pruning()).where("cell", cell);
    List<Head> columns =
        new ArrayList<>(
            List.of(
                Head.text("networks"),
                Head.real("threshold", "weights of less magnitude are set to zero"),
                Head.real("pruned", "share of all weights, biases aside"),
                Head.text("split"),
                Head.real("before", "accuracy before training again"),
                Head.real("after", "accuracy after, the pruned weights held at zero")));
    List<List<Entry>> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      lines.add(
          List.of(
              Entry.words(all.text(i, "model")),
              Entry.number(all.number(i, "threshold")),
              Entry.number(all.number(i, "pruned"), Numbers.percent(all.number(i, "pruned"))),
              Entry.words(all.text(i, "split")),
              GuidedReport.entry(all.number(i, "before"), all.number(i, "before_spread")),
              GuidedReport.entry(all.number(i, "after"), all.number(i, "after_spread"))));
    }
    return new Section(
        "Pruning: " + name,
        List.of(
            new Block.Words(
                "Small weights are set to zero and held there while the network is trained again"
                    + " as it was before, with guidance or without."),
            Block.TableBlock.of("Sequence accuracy of pruned networks", columns, lines)));
  }
}
