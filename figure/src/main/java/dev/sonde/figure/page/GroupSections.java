package dev.sonde.figure.page;

import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.GroupFacts.Layer;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a report about groups of models: where they differ, and how sure that is. */
public final class GroupSections {

  private static final int NAMED = 5;

  private GroupSections() {}

  /** Sentences for the summary. */
  public static List<Finding> summary(GroupFacts facts) {
    List<Finding> remarks = new ArrayList<>();
    remarks.add(
        Finding.plain(
            facts.groups().stream()
                    .map(g -> g.name() + " (" + Numbers.count(g.runs(), "run", "runs") + ")")
                    .collect(Collectors.joining(" against "))
                + ": "
                + Numbers.count(facts.layers().size(), "tensor", "tensors")
                + " compared by the "
                + facts.distance()
                + "."));
    List<Layer> found = facts.layers().stream().filter(Layer::differs).toList();
    if (found.isEmpty()) {
      remarks.add(Finding.plain("In no tensor were the groups found to differ."));
    } else {
      String names =
          found.stream()
              .limit(NAMED)
              .map(
                  l ->
                      l.name()
                          + " (between "
                          + Numbers.of(l.between())
                          + ", within "
                          + Numbers.of(l.within())
                          + ")")
              .collect(Collectors.joining("; "));
      int others = found.size() - NAMED;
      remarks.add(
          new Finding(
              Tone.NOTABLE,
              "The groups differ in "
                  + found.size()
                  + " of "
                  + Numbers.count(facts.layers().size(), "tensor", "tensors")
                  + ": "
                  + names
                  + (others > 0 ? "; and " + Numbers.count(others, "other", "others") : "")
                  + "."));
    }
    remarks.add(Finding.plain(facts.test()));
    if (!facts.leftOut().isEmpty()) {
      remarks.add(
          new Finding(
              Tone.NOTABLE,
              Numbers.count(facts.leftOut().size(), "tensor was", "tensors were")
                  + " left out; see below why."));
    }
    return remarks;
  }

  public static List<Section> of(GroupFacts facts) {
    List<Section> sections = new ArrayList<>();
    if (!facts.overview().isEmpty()) {
      sections.add(new Section("Within and between the groups", pictures(facts.overview())));
    }
    sections.add(new Section("All tensors", List.of(table(facts))));
    if (!facts.distributions().isEmpty()) {
      sections.add(new Section("Values in every run", pictures(facts.distributions())));
    }
    if (!facts.leftOut().isEmpty()) {
      sections.add(new Section("Left out", List.of(new Block.Items(facts.leftOut()))));
    }
    return sections;
  }

  private static List<Block> pictures(List<Figure> figures) {
    return figures.stream().<Block>map(Block.Picture::new).toList();
  }

  private static Block table(GroupFacts facts) {
    List<Head> columns =
        List.of(
            Head.text("tensor"),
            Head.real("within", "mean distance between runs of one group"),
            Head.real("between", "mean distance between runs of different groups"),
            Head.real(
                "effect", "share of the squared distances that the groups explain beyond chance"),
            Head.real("p", "of the permutation test over runs"),
            Head.real("p adjusted", "after Benjamini and Hochberg's correction"),
            Head.text("verdict"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Layer l : facts.layers()) {
      rows.add(
          List.of(
              Entry.words(l.name()),
              Entry.number(l.within()),
              Entry.number(l.between()),
              Entry.number(l.effect()),
              Entry.number(l.p()),
              Entry.number(l.pAdjusted()),
              Entry.words(l.verdict()).strongIf(l.differs())));
    }
    return Block.TableBlock.of(
        "Distance: " + facts.distance() + "; the clearest difference first", columns, rows);
  }
}
