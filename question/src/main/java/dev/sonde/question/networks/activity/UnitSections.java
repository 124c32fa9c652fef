package dev.sonde.question.networks.activity;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.LinkedView;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.projection.NeuronFigures;
import dev.sonde.figure.scene.ImageSheet;
import dev.sonde.figure.table.Columns;
import dev.sonde.question.networks.InputNames;
import dev.sonde.question.networks.InputPictures;
import dev.sonde.question.networks.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Units of the last site beside inputs, linked; importances; confusion. */
record UnitSections(ActivitySettings settings, ActivityFound found) {
  private static final int MOST = 30;

  /** Largest number of pixels of all pictures together. */
  private static final long PIXELS = 1L << 24;

  private ActivityAnswer answer() {
    return found.document();
  }

  List<Page.Section> sections() throws IOException {
    List<Page.Section> sections = new ArrayList<>();
    if (!found.maps().isEmpty()) {
      sections.add(linked());
      sections.add(maps());
      sections.add(importances());
    }
    if (!answer().networks().getLast().confusion().isEmpty()) sections.add(confusion());
    return sections;
  }

  private String name(int network) {
    return answer().networks().get(network).file();
  }

  private Page.Section linked() throws IOException {
    ActivityFound.Maps maps = found.maps().getLast();
    int picture = answer().sites().size() - 1;
    List<Integer> predicted = answer().networks().get(maps.network()).predicted();
    List<LinkedView.Input> inputs = new ArrayList<>();
    ImageSheet sheet;
    try (Subject subject = Subject.open(settings.model().getLast(), settings.data())) {
      for (int i = 0; i < found.labels().size(); i++) {
        int label = found.labels().get(i);
        inputs.add(
            new LinkedView.Input(
                InputNames.of(subject, answer().inputs().get(i)),
                found.pictures().get(picture).at(i, 0),
                found.pictures().get(picture).at(i, 1),
                label,
                known(predicted, i, label)));
      }
      sheet = sheet(subject);
    }
    List<LinkedView.Neuron> neurons =
        maps.tsne().neurons().stream()
            .map(
                n ->
                    new LinkedView.Neuron(
                        "unit " + n.index(), n.x(), n.y(), n.strongest(), n.opacity()))
            .toList();
    LinkedView view =
        LinkedView.of(
            answer().sites().getLast() + ", " + name(maps.network()),
            answer().classes(),
            inputs,
            neurons,
            maps.activations(),
            maps.tsne().neurons().stream().map(n -> n.index()).toList(),
            sheet);
    return new Page.Section(
        "Inputs and units, linked",
        List.of(
            new Block.Words(
                """
                Left: inputs, close together if their activations are similar; triangle: \
                misclassified, in the colour of the predicted class. Right: units, close together \
                if their activations are correlated, in the colour of the class for which each is \
                most important (fainter: less important). Select points on one side to see the \
                matching activations on the other.\
                """),
            new Block.Linked(view)));
  }

  /** A predicted class without labelled inputs has no colour: such an input gets its true class. */
  private int known(List<Integer> predicted, int input, int label) {
    if (predicted.isEmpty()) return label;
    int said = predicted.get(input);
    return said < answer().classes().size() ? said : label;
  }

  private @Nullable ImageSheet sheet(Subject subject) {
    Optional<InputPictures> found = InputPictures.of(subject);
    if (found.isEmpty()) return null;
    InputPictures pictures = found.get();
    int length = pictures.channels() * pictures.height() * pictures.width();
    int count = answer().inputs().size();
    if ((long) pictures.height() * pictures.width() * count > PIXELS) return null;
    byte[] all = new byte[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      float[] values = pictures.values(answer().inputs().get(i));
      for (int p = 0; p < length; p++) {
        all[i * length + p] = (byte) Math.clamp(Math.round(255 * values[p]), 0, 255);
      }
    }
    return ImageSheet.of(count, pictures.channels(), pictures.height(), pictures.width(), all);
  }

  private Page.Section maps() {
    List<NeuronFigures.Shown> mds = new ArrayList<>();
    List<NeuronFigures.Shown> tsne = new ArrayList<>();
    for (ActivityFound.Maps maps : found.maps()) {
      mds.add(new NeuronFigures.Shown(name(maps.network()), maps.mds()));
      tsne.add(new NeuronFigures.Shown(name(maps.network()), maps.tsne()));
    }
    String site = answer().sites().getLast();
    return new Page.Section(
        "Units as points",
        List.of(
            new Block.Picture(
                NeuronFigures.map(
                    site + ": units", tsne, answer().classes(), "t-SNE on 1 − |Pearson|.")),
            new Block.Folded(
                "The same by metric MDS",
                List.of(
                    new Block.Picture(
                        NeuronFigures.map(
                            site + ": units",
                            mds,
                            answer().classes(),
                            "Metric MDS (SMACOF) on 1 − |Pearson|."))))));
  }

  private record Line(String network, ActivityAnswer.ForClass of) {}

  private Page.Section importances() {
    List<Line> lines = new ArrayList<>();
    for (ActivityAnswer.Neurons n : answer().neurons()) {
      for (ActivityAnswer.ForClass c : n.classes()) lines.add(new Line(name(n.network()), c));
    }
    return new Page.Section(
        "Importance of units for classes",
        List.of(
            new Block.TableBlock(
                Columns.<Line>empty()
                    .text("network", Line::network)
                    .text("class", l -> l.of().name())
                    .integer("inputs", l -> l.of().inputs())
                    .real("highest", l -> l.of().highest())
                    .explained("largest importance of a unit; all units sum to 1")
                    .real("shuffled", l -> l.of().highestShuffled())
                    .explained("the same with shuffled labels")
                    .integer("above", l -> l.of().above())
                    .explained("number of units with a larger importance than that")
                    .table("importances", "Importance of units by class", lines)),
            new Block.Picture(
                NeuronFigures.importances(
                    name(found.maps().getLast().network()),
                    found.maps().getLast().discriminability(),
                    answer().classes(),
                    MOST))));
  }

  private record Row(String truth, List<Integer> counts) {}

  private Page.Section confusion() {
    ActivityAnswer.Epoch last = answer().networks().getLast();
    Columns<Row> columns = Columns.<Row>empty().text("truth", "true class", Row::truth);
    for (int c = 0; c < last.confusion().size(); c++) {
      int at = c;
      columns = columns.integer("as_" + c, className(c), r -> r.counts().get(at));
    }
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < last.confusion().size(); c++) {
      rows.add(new Row(className(c), last.confusion().get(c)));
    }
    return Page.Section.of(
        "Confusion matrix",
        columns.table(
            "confusion",
            "%s: number of inputs by true class (rows) and predicted class (columns); accuracy %s"
                .formatted(last.file(), Numbers.percent(last.accuracy())),
            rows));
  }

  private String className(int c) {
    return c < answer().classes().size() ? answer().classes().get(c) : String.valueOf(c);
  }
}
