package dev.sonde.study.guided;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.groups.GroupFigures;
import dev.sonde.figure.groups.GroupPage;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.network.layer.Cell;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The study of guidance as one page, for a reader who has not seen the papers: the question, what
 * the groups can do, where they differ, and what that means.
 */
record GuidedReport(GuidedResults study, Summaries found) {

  /** Cells per side of a heatmap on the page; 'sonde heatmap' draws finer ones. */
  private static final int CELLS = 96;

  /** The split of the published figures about parts and states. */
  static final String SPLIT = "heldout_tables";

  Page page(Provenance how) {
    GuidedWords words = new GuidedWords(found);
    PartSections parts = new PartSections(study, found);
    List<Section> sections = new ArrayList<>();
    sections.add(question());
    for (String cell : words.cells()) {
      String name = cell.toUpperCase(Locale.ROOT);
      sections.add(learnt(cell, name));
      weights(cell, name, sections);
      if (!Rows.of(found.transfer()).where("cell", cell).isEmpty()) {
        sections.add(parts.moved(cell, name, words));
      }
      if (!Rows.of(found.pruning()).where("cell", cell).isEmpty())
        sections.add(parts.pruned(cell, name));
      sections.add(states(cell, name));
    }
    sections.add(heatmaps());
    sections.add(tables());
    return new Page(
        "Guided and baseline networks",
        "Networks learn to apply lookup tables one after the other; half of them are told where to"
            + " look. What do they learn, and where in the network is it?",
        words.summary(),
        sections,
        how);
  }

  /** Its figures by name, for files of their own. */
  Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    Rows means = Rows.of(found.accuracy());
    for (String cell : means.values("cell")) {
      Rows runs = Rows.of(study.run().table("accuracy"));
      figures.put(cell + "-accuracy", GuidedFigures.accuracy(cell, runs, means));
      Rows history = Rows.of(study.run().table("training"));
      figures.put(cell + "-training", GuidedFigures.training(cell, history));
      if (!Rows.of(found.transfer()).where("cell", cell).isEmpty()) {
        Rows moved = Rows.of(study.run().table("transfer"));
        for (String group : GuidedFigures.GROUPS) {
          figures.put(
              cell + "-transfer-to-" + group,
              GuidedFigures.transfer(cell, moved, means, group, SPLIT));
        }
      }
      figures.put(cell + "-change", GuidedFigures.change(cell, Rows.of(found.change()), SPLIT));
      figures.put(cell + "-probes", GuidedFigures.probes(cell, Rows.of(found.probes()), SPLIT));
    }
    study
        .weights()
        .forEach(
            (cell, of) ->
                figures.put(cell + "-between-within", GroupFigures.overview(of.groups())));
    return figures;
  }

  private Section question() {
    Example example = study.task().of(Split.HELDOUT_COMPOSITIONS).getFirst();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            There are eight tables, t1 to t8, each of which turns a 3-bit string into another. A \
            network reads an input and the tables to be applied, such as “%s”, and has to say the \
            input, what the first table makes of it, and what the second makes of that: “%s”. It \
            has seen every table alone, and 28 pairs of the tables t1 to t6 on six of eight \
            inputs. Who has understood that tables are applied one after the other can do every \
            other pair too; who has learnt the pairs by heart cannot.\
            """
                .formatted(
                    String.join(" ", example.source()), String.join(" ", example.target()))));
    blocks.add(
        new Block.Words(
            """
            The network is an encoder, which reads the line, and a decoder, which speaks. Before \
            each word the decoder looks back at the words of the line, at some more than at \
            others: its attention. A guided network is also punished when it does not look at the \
            right word (the input first, then the first table, then the second). A baseline \
            network is not; everything else is the same (Hupkes et al. 2018).\
            """));
    blocks.add(
        Block.TableBlock.of(
            "The examples",
            Columns.<Map.Entry<Split, List<Example>>>empty()
                .text("split", split -> split.getKey().toString())
                .integer("examples", split -> split.getValue().size())
                .text("what it asks for", split -> split.getKey().meaning()),
            study.task().splits().entrySet()));
    return new Section("The question", blocks);
  }

  private Section learnt(String cell, String name) {
    Rows means = Rows.of(found.accuracy());
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Picture(
            GuidedFigures.accuracy(cell, Rows.of(study.run().table("accuracy")), means)));
    List<Attained> rows = new ArrayList<>();
    for (String group : GuidedFigures.GROUPS) {
      Rows of = means.where("cell", cell).where("model", group);
      rows.add(new Attained(group, of, "mean"));
      rows.add(new Attained(group + ", published", of, "published"));
    }
    Columns<Attained> columns = Columns.<Attained>empty().text("networks", Attained::networks);
    for (String split : GuidedFigures.SPLITS) {
      columns =
          columns.and(
              spread(
                  split,
                  row -> row.of().where("split", split).first(row.figure()),
                  row ->
                      row.figure().equals("mean")
                          ? row.of().where("split", split).first("spread")
                          : Double.NaN));
    }
    blocks.add(
        Block.TableBlock.of(
            "Sequence accuracy (all words right), mean ± standard deviation over networks;"
                + " published: hidden size 512, mean of five",
            columns,
            rows));
    blocks.add(
        new Block.Picture(GuidedFigures.training(cell, Rows.of(study.run().table("training")))));
    return new Section("What the networks can do: " + name, blocks);
  }

  /** Accuracies of a group, ours or published. */
  private record Attained(String networks, Rows of, String figure) {}

  /** A mean over networks, written with its deviation. */
  static <R> Columns<R> spread(
      String title, ToDoubleFunction<R> mean, ToDoubleFunction<R> deviation) {
    return Columns.<R>empty()
        .real(title, mean)
        .written(row -> Numbers.spread(mean.applyAsDouble(row), deviation.applyAsDouble(row)));
  }

  private void weights(String cell, String name, List<Section> sections) {
    GuidedResults.Weights of = study.weights().get(Cell.valueOf(name));
    if (of == null) return;
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Two networks trained in the same way differ too. So the distance between the values of \
            a parameter in a guided and in a baseline network means something only beside the \
            distance between two networks of one group. The sample is the network, not the weight.\
            """));
    GroupPage.of(of.groups(), null).sections().forEach(part -> blocks.addAll(part.blocks()));
    blocks.add(
        table(
            "Beside the published distances D = 1 − Σ√(pq) (theirs: 50 bins on [−1, 1], values"
                + " outside dropped; ours: bins over all values)",
            Rows.of(found.comparison()).where("cell", cell),
            List.of("parameter"),
            List.of(
                "bhattacharyya_between",
                "bhattacharyya_within_baseline",
                "bhattacharyya_within_guided",
                "published_between",
                "published_within_baseline",
                "published_within_guided")));
    sections.add(new Section("Where the weights differ: " + name, blocks));
    sections.add(
        new Section(
            "Can one row of weights tell? " + name,
            List.of(
                new Block.Words(
                    """
                    A classifier learns from the rows of some networks and is asked about rows of \
                    networks that it has not seen. “shuffled” is the same with the groups' names \
                    exchanged at random: what it reaches is chance.\
                    """),
                table(
                    "Logistic regression on single rows, gates apart",
                    Rows.of(found.rows()).where("cell", cell),
                    List.of("parameter", "verdict"),
                    List.of(
                        "rows_used",
                        "balanced_accuracy",
                        "spread",
                        "f1",
                        "shuffled",
                        "p",
                        "p_adjusted")))));
  }

  private Section states(String cell, String name) {
    List<Block> blocks = new ArrayList<>();
    Rows changes = Rows.of(found.change()).where("cell", cell);
    blocks.add(new Block.Picture(GuidedFigures.change(cell, changes, SPLIT)));
    blocks.add(
        table(
            "How far the state moves in a step (Euclidean distance), over networks",
            changes,
            List.of("model", "split", "layer"),
            List.of("step", "runs", "mean", "spread", "published")));
    blocks.add(
        table(
            "Variance of the states' values, over networks",
            Rows.of(found.variance()).where("cell", cell),
            List.of("model", "split", "layer"),
            List.of("runs", "mean", "spread", "published")));
    blocks.add(
        table(
            "Gates: share of values below 0.1 (shut) and above 0.9 (open)",
            Rows.of(found.gates()).where("cell", cell),
            List.of("model", "split", "layer", "gate"),
            List.of("runs", "shut", "open")));
    Rows probes = Rows.of(found.probes()).where("cell", cell);
    blocks.add(
        new Block.Words(
            """
            A probe is a linear classifier that is shown nothing but the hidden state after a step \
            and has to say which table the line names first, or second. If it can, the network has \
            that in mind at this step. A network that applies tables one after the other needs \
            each table exactly once: when it is applied.\
            """));
    blocks.add(new Block.Picture(GuidedFigures.probes(cell, probes, SPLIT)));
    blocks.add(
        table(
            "Probes. “units needed”: how many units, the strongest first, give 95 % of the probe's"
                + " accuracy (the functional group of that table)",
            probes,
            List.of("model", "split", "layer"),
            List.of(
                "table_place",
                "step",
                "runs",
                "mean",
                "spread",
                "published",
                "shuffled",
                "most_frequent",
                "units_needed",
                "units")));
    return new Section("What the networks keep in mind: " + name, blocks);
  }

  private static Block table(String caption, Rows rows, List<String> words, List<String> numbers) {
    Columns<Integer> columns = Columns.empty();
    for (String name : words) {
      columns = columns.text(name, name.replace('_', ' '), i -> rows.text(i, name));
    }
    for (String name : numbers) {
      columns = columns.real(name, name.replace('_', ' '), i -> rows.number(i, name));
    }
    return Block.TableBlock.of(caption, columns, rows.indices());
  }

  /** Every parameter of the first network of each group. */
  private Section heatmaps() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "Every parameter of the first network of each group, gates apart; zero is white. 'sonde"
                + " heatmap' draws any of any network."));
    for (Cell cell : study.cells()) {
      for (Group group : Group.values()) {
        Checkpoint network = Checkpoint.open(study.network(cell, group, 1)).withGates();
        List<Block> pictures = new ArrayList<>();
        for (Tensor tensor : network.tensors()) {
          MatrixImage image = MatrixImage.of(tensor, Settings.defaults().cells(CELLS, CELLS));
          pictures.add(new Block.Picture(HeatmapFigure.of(image)));
        }
        blocks.add(
            new Block.Folded(cell.toString().toUpperCase(Locale.ROOT) + ", " + group, pictures));
      }
    }
    return new Section("The weights, drawn", blocks);
  }

  private Section tables() {
    Rows all = Rows.of(study.run().tables());
    return new Section(
        "Ask further",
        List.of(
            new Block.Words(
                "Every figure above comes from these tables; SQL asks them further, with the"
                    + " command sonde sql or any program that opens DuckDB."),
            Block.TableBlock.of(
                "Tables in results.duckdb",
                Columns.<Integer>empty()
                    .text("table", i -> all.text(i, "table"))
                    .integer("rows", i -> (long) all.number(i, "rows")),
                all.indices())));
  }
}
