package dev.sonde.question.weights;

import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.analysis.weights.Histogram;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.DistributionFigure;
import dev.sonde.figure.weights.DistributionFigure.Heights;
import dev.sonde.figure.weights.RidgelineFigure;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How are the values of these tensors distributed? */
public final class HistQuestion implements Question<HistSettings, HistAnswer> {

  /** More histograms over each other cannot be told apart. */
  private static final int OVERLAID = 6;

  /** A tensor and the file it is from. */
  private record Source(int file, Tensor tensor) {}

  @Override
  public About<HistSettings> about() {
    return About.of("hist", Group.LOOK, "Draws histograms of tensors' values.", HistSettings.class)
        .details("Histograms are overlaid on shared bins; more than six become a ridgeline plot.")
        .needs(Need.CHECKPOINT)
        .writesFile()
        .examples(
            "hist model.pt 'decoder.**' -o values.svg",
            "hist a.pt --file b.pt out.weight -o both.svg");
  }

  @Override
  public HistAnswer answer(HistSettings settings, Work work) {
    List<Path> files = new ArrayList<>(List.of(settings.checkpoint()));
    files.addAll(settings.file());
    List<Source> sources = sources(files, settings.addresses());
    boolean ridges = ridges(settings, sources.size());
    if (ridges && settings.log()) {
      throw new QuestionException("log needs overlaid histograms; leave out the ridgeline");
    }
    List<Histogram> histograms =
        FineHistograms.of(sources.stream().map(Source::tensor).toList(), FineHistograms.BINS);
    List<HistAnswer.Drawn> drawn = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      String address = source.tensor().address();
      // Ridges tell the file by their colour.
      String name =
          ridges || files.size() == 1
              ? address
              : address + ", " + label(files.get(source.file()), files);
      drawn.add(
          new HistAnswer.Drawn(source.file(), address, new Distribution(name, histograms.get(i))));
    }
    return new HistAnswer(files, drawn);
  }

  private static boolean ridges(HistSettings settings, int tensors) {
    return settings.ridgeline() || tensors > OVERLAID;
  }

  private static List<Source> sources(List<Path> files, List<String> addresses) {
    List<Source> sources = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      for (Tensor tensor : Selection.all(Checkpoint.open(files.get(i)), addresses)) {
        sources.add(new Source(i, tensor));
        if (!order.contains(tensor.address())) order.add(tensor.address());
      }
    }
    // The same tensor of several files side by side.
    sources.sort(Comparator.comparingInt(s -> order.indexOf(s.tensor().address())));
    return sources;
  }

  /** A file's name alone, or its path where names are not enough to tell files apart. */
  private static String label(Path file, List<Path> files) {
    boolean distinct = files.stream().map(Path::getFileName).distinct().count() == files.size();
    return String.valueOf(distinct ? file.getFileName() : file);
  }

  private static Figure figure(HistSettings settings, HistAnswer answer) {
    List<Distribution> all = answer.tensors().stream().map(HistAnswer.Drawn::distribution).toList();
    String title = all.size() == 1 ? all.getFirst().name() : "Values of " + all.size() + " tensors";
    if (!ridges(settings, all.size())) {
      return DistributionFigure.of(
          title, all, settings.log() ? Heights.LOGARITHMIC : Heights.LINEAR);
    }
    if (answer.files().size() == 1) return RidgelineFigure.of(title, all);
    return RidgelineFigure.of(
        title,
        all,
        answer.files().stream().map(f -> label(f, answer.files())).toList(),
        row -> answer.tensors().get(row).file());
  }

  @Override
  public Page summary(HistSettings settings, HistAnswer answer) {
    String sentence =
        "%s of %s."
            .formatted(
                Numbers.count(answer.tensors().size(), "histogram", "histograms"),
                Numbers.count(answer.files().size(), "file", "files"));
    return new Page("Histograms of values", "", List.of(Finding.plain(sentence)), List.of());
  }

  @Override
  public Page page(HistSettings settings, HistAnswer answer, Work work) {
    Block picture = new Block.Picture(figure(settings, answer));
    return summary(settings, answer)
        .with(List.of(new Page.Section("Histograms", List.of(picture))));
  }

  @Override
  public List<Output<HistSettings, HistAnswer>> outputs() {
    return List.of(Drawings.of(HistQuestion::figure));
  }
}
