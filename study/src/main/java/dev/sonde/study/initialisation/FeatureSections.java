package dev.sonde.study.initialisation;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.RidgelineFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What flows through the network, before and after training. */
record FeatureSections(InitialisationSettings settings, List<Measured> all, boolean published) {
  /** The sites that the published table may mean. */
  private static final List<String> SITES =
      List.of(
          "conv1",
          "conv1@relu",
          "conv1@pool",
          "conv2",
          "conv2@relu",
          "conv2@pool",
          "conv3",
          "conv3@relu",
          "fc1",
          "fc1@relu");

  private List<Measured> of(InitialWeights start) {
    return all.stream().filter(m -> m.start() == start).toList();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Standard deviations of everything that flows through a site, over all channels, places \
            and inputs, before → after training. conv1 is what the convolution gives, conv1@relu \
            after the relu, conv1@pool after the pool; fc1@relu is what the last layer sees.\
            """));
    blocks.add(new Block.Picture(depths()));
    blocks.add(deviations(InputKind.TRAIN));
    if (published) blocks.add(publishedTable());
    for (InputKind kind :
        List.of(InputKind.VALIDATION, InputKind.UNIFORM_NOISE, InputKind.NORMAL_NOISE)) {
      blocks.add(new Block.Folded("The same for " + kind, List.of(deviations(kind))));
    }
    return new Section("Features before and after", blocks);
  }

  private Block deviations(InputKind kind) {
    Columns<InitialWeights> columns = initialisers();
    for (String site : SITES) {
      columns =
          columns
              .real(site, start -> change(start, kind, site, "std").after())
              .written(start -> change(start, kind, site, "std").means());
    }
    long inputs = (long) all.getFirst().feature(LookWork.AFTER, kind, "conv1", "inputs");
    return Block.TableBlock.of(
        "Standard deviations of features, means over networks; "
            + Numbers.count(inputs, "input", "inputs")
            + " of the kind “"
            + kind
            + "” per network",
        columns,
        settings.starts());
  }

  private static Columns<InitialWeights> initialisers() {
    return Columns.<InitialWeights>empty().text("initialiser", InitialWeights::toString);
  }

  private Change change(InitialWeights start, InputKind kind, String site, String figure) {
    return Change.of(
        of(start).stream().map(m -> m.feature(LookWork.BEFORE, kind, site, figure)).toList(),
        of(start).stream().map(m -> m.feature(LookWork.AFTER, kind, site, figure)).toList());
  }

  private Block publishedTable() {
    Columns<InitialWeights> columns = initialisers();
    for (int i = 0; i < Published.SITES.size(); i++) {
      int site = i;
      columns =
          columns
              .real(Published.SITES.get(i), start -> Published.features(start).get(site).after())
              .written(start -> Published.features(start).get(site).words());
    }
    return Block.TableBlock.of(
        "As published: two training images, one network, and no word on which side of the relu",
        columns,
        settings.starts().stream().filter(start -> !Published.features(start).isEmpty()).toList());
  }

  private Figure depths() {
    List<String> sites = List.of("conv1", "conv2", "conv3", "fc1");
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) ticks.add(new Tick(i, sites.get(i)));
    List<LinesFigure.Lines> panels = new ArrayList<>();
    for (String at : LookWork.WHEN) {
      List<LinesFigure.Line> lines = new ArrayList<>();
      for (Measured m : all) {
        if (!m.start().random()) continue;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
          points.add(new Point(i, m.feature(at, InputKind.TRAIN, sites.get(i), "std")));
        }
        lines.add(new LinesFigure.Line(m.start().toString(), points));
      }
      panels.add(
          new LinesFigure.Lines(
              at.equals(LookWork.BEFORE) ? "Before training" : "After training",
              "site",
              ticks,
              Axis.log("standard deviation"),
              lines));
    }
    return LinesFigure.of("How far features spread, by depth", panels)
        .caption("Training images; a line per network; before the relu.");
  }

  private record Shown(InitialWeights start, InputKind kind) {}

  Section dead() {
    List<String> sites = List.of("conv1@relu", "conv2@relu", "conv3@relu", "fc1@relu");
    List<Shown> rows = new ArrayList<>();
    for (InitialWeights start : settings.starts()) {
      for (InputKind kind : InputKind.values()) rows.add(new Shown(start, kind));
    }
    Columns<Shown> columns =
        initialisers().over(Shown::start).text("input", shown -> shown.kind().toString());
    for (String site : sites) {
      columns =
          columns
              .real(site, shown -> change(shown.start(), shown.kind(), site, "dead").after())
              .written(shown -> change(shown.start(), shown.kind(), site, "dead").spread());
    }
    Measured any = all.getFirst();
    List<String> units = new ArrayList<>();
    for (String site : sites) {
      double n = any.feature(LookWork.AFTER, InputKind.TRAIN, site, "units");
      units.add(site + " " + Numbers.count((long) n));
    }
    return new Section(
        "Dead units",
        List.of(
            new Block.Words(
                """
                Units (channels of convolutions) that are never above zero, at any place of any of \
                the inputs shown; before → after training, means over networks. There are: %s.\
                """
                    .formatted(String.join(", ", units))),
            Block.TableBlock.of("Dead units", columns, rows)));
  }

  Section distributions() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "How the values of a site are distributed, for the first network of each initialiser:"
                + " each kind of input, before and after training, all over the same axis."));
    boolean first = true;
    for (InitialWeights start : settings.starts()) {
      if (!start.random()) continue;
      List<Block> pictures = new ArrayList<>();
      for (String site : List.of("conv1", "conv2", "conv3", "fc1")) {
        pictures.add(new Block.Picture(ridges(of(start).getFirst(), site)));
      }
      if (first) blocks.addAll(pictures);
      else blocks.add(new Block.Folded(start.toString(), pictures));
      first = false;
    }
    return new Section("Distributions of features", blocks);
  }

  private static Figure ridges(Measured m, String site) {
    Table bins = m.featureBins();
    Map<String, List<Integer>> groups = Rebinned.groups(bins, List.of("site", "input", "at"));
    List<Integer> all = new ArrayList<>();
    groups.forEach((key, rows) -> all.addAll(key.startsWith(site + "/") ? rows : List.of()));
    Rebinned over = Rebinned.over(bins, all);
    List<Distribution> distributions = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (InputKind kind : InputKind.values()) {
      for (String at : LookWork.WHEN) {
        List<Integer> rows = groups.getOrDefault(site + "/" + kind + "/" + at, List.of());
        Histogram h = over.histogram(bins, rows);
        distributions.add(new Distribution(kind + ", " + at, h));
        kinds.add(LookWork.WHEN.indexOf(at));
      }
    }
    return RidgelineFigure.of(
            "Features at " + site + ", " + m.start() + ", run " + m.run(),
            distributions,
            List.of("before training", "after training"),
            kinds::get)
        .subtitle(
            Numbers.count((long) m.feature(LookWork.AFTER, InputKind.TRAIN, site, "inputs"))
                + " training images, "
                + Numbers.count(
                    (long) m.feature(LookWork.AFTER, InputKind.VALIDATION, site, "inputs"))
                + " validation images, "
                + Numbers.count(
                    (long) m.feature(LookWork.AFTER, InputKind.UNIFORM_NOISE, site, "inputs"))
                + " inputs of each noise");
  }
}
