package dev.sonde.question.transformers.paths;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.patching.Component;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PathPatch;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.paths.PathsAnswer.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which paths between components recover the answer? Path patching (Wang et al. 2022). */
public final class PathsQuestion implements Question<PathsSettings, PathsAnswer> {

  @Override
  public About<PathsSettings> about() {
    return About.of(
            "paths",
            Group.RUN,
            "Patches single paths between components (path patching).",
            PathsSettings.class)
        .details(
            "The direct path from one component to another takes its value from the clean text;"
                + " all components between keep their values from the corrupted text. The answer"
                + " is the share of the logit difference that each path recovers.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "paths stories260k --clean 'The girl said that' --corrupted 'The boy said that'"
                + " --answer she --wrong he --to 3.2.v",
            "paths gpt2 --clean 'A' --corrupted 'B' --answer ' x' --wrong ' y' --to 9.9.q --from"
                + " 7.3,7.9");
  }

  @Override
  public PathsAnswer answer(PathsSettings settings, Work work) {
    try (Transformer model = settings.how().open()) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      Component to = Component.of(settings.to());
      List<Component> from =
          settings.from().isEmpty()
              ? Component.before(model, to)
              : settings.from().stream().map(Component::of).toList();
      try (Work.Stage stage = work.stage("patching", "paths", from.size())) {
        PathPatch found =
            PathPatch.of(
                model,
                tokenizer.encode(settings.clean()),
                tokenizer.encode(settings.corrupted()),
                new Metric(
                    ModelSettings.single(tokenizer, settings.answer()),
                    ModelSettings.single(tokenizer, settings.wrong())),
                from,
                to,
                () -> {
                  stage.step(1);
                  return !work.stopped();
                });
        double[] sizes =
            found.paths().stream().mapToDouble(p -> Math.abs(p.recovered())).sorted().toArray();
        return new PathsAnswer(
            settings.to(),
            found.clean(),
            found.corrupted(),
            found.paths().stream()
                .map(p -> new Path(p.from().toString(), p.value(), p.recovered()))
                .toList(),
            sizes.length == 0 ? Double.NaN : sizes[sizes.length / 2]);
      }
    }
  }

  @Override
  public Page summary(PathsSettings settings, PathsAnswer answer) {
    List<Path> sorted =
        answer.paths().stream()
            .sorted(Comparator.comparingDouble((Path p) -> -Math.abs(p.recovered())))
            .toList();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Logit difference ('%s' − '%s'): %s on the clean text, %s on the corrupted text."
                .formatted(
                    settings.answer(),
                    settings.wrong(),
                    Numbers.plain(answer.clean()),
                    Numbers.plain(answer.corrupted()))));
    if (!sorted.isEmpty()) {
      Path best = sorted.getFirst();
      findings.add(
          new Finding(
              Tone.NOTABLE,
              "The path %s → %s recovers most: %s of the logit difference; median of %s: %s."
                  .formatted(
                      best.from(),
                      answer.to(),
                      Numbers.plain(best.recovered()),
                      Numbers.count(sorted.size(), "path", "paths"),
                      Numbers.plain(answer.median())),
              List.of(best.from())));
    }
    Columns<Path> columns =
        Columns.<Path>empty()
            .text("from", Path::from)
            .text("to", _ -> answer.to())
            .real("value", "logit difference", Path::value)
            .real("recovered", Path::recovered)
            .explained("share of the logit difference; 0: corrupted, 1: clean");
    return new Page(
        "Which paths recover the answer",
        settings.clean(),
        findings,
        List.of(
            new Page.Section(
                "Paths",
                List.of(new TableBlock(columns.table("paths", "The strongest first", sorted))))));
  }

  @Override
  public Page page(PathsSettings settings, PathsAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    if (hasHeads(answer)) {
      sections.add(new Page.Section("Map", List.of(new Block.Picture(map(answer)))));
    }
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  private static boolean hasHeads(PathsAnswer answer) {
    return answer.paths().stream().anyMatch(p -> p.from().matches("\\d+\\.\\d+"));
  }

  @Override
  public List<Output<PathsSettings, PathsAnswer>> outputs() {
    return List.of(Drawings.of((_, answer) -> map(answer)));
  }

  /** Heads × layers, MLPs as the last column. */
  private static Figure map(PathsAnswer answer) {
    int layers = 1;
    int heads = 1;
    for (Path path : answer.paths()) {
      Component from = Component.of(path.from());
      layers = Math.max(layers, from.layer() + 1);
      heads = Math.max(heads, from.head() + 1);
    }
    double[][] values = new double[layers][heads + 1];
    for (double[] row : values) java.util.Arrays.fill(row, Double.NaN);
    double most = 0;
    for (Path path : answer.paths()) {
      Component from = Component.of(path.from());
      if (from.kind() == Component.Kind.EMBED) continue;
      int column = from.kind() == Component.Kind.HEAD ? from.head() : heads;
      values[from.layer()][column] = path.recovered();
      most = Math.max(most, Math.abs(path.recovered()));
    }
    List<String> names = new ArrayList<>();
    for (int head = 0; head < heads; head++) names.add(Integer.toString(head));
    names.add("MLP");
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(layers, heads + 1, (r, c) -> Double.isNaN(values[r][c]) ? 0 : values[r][c]),
            "head",
            "layer",
            names,
            IntStream.range(0, layers).mapToObj(Integer::toString).toList(),
            ColourScale.diverging(most > 0 ? most : 1),
            "recovered");
    int across = heads;
    Hover hover =
        new Hover(
            matrix,
            (r, c) ->
                (c == across ? "mlp." + r : r + "." + c)
                    + (Double.isNaN(values[r][c])
                        ? ": no such path"
                        : ": " + Numbers.plain(values[r][c])));
    return HoverFigure.of(
        "Paths into " + answer.to(), hover, Math.clamp(140 + 40.0 * heads, 320, 960));
  }
}
