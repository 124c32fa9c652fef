package dev.sonde.question.networks.activity;

import dev.sonde.analysis.similarity.Cka;
import dev.sonde.analysis.trails.Bundling;
import dev.sonde.analysis.trails.Trail;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.projection.NeuronFigures;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import dev.sonde.figure.projection.TrailFigure;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.question.networks.activity.ActivityAnswer.Picture;
import dev.sonde.question.networks.activity.ActivityAnswer.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Findings, tables and figures of hidden activity. */
record ActivityPage(ActivitySettings settings, ActivityFound found) {

  private ActivityAnswer answer() {
    return found.document();
  }

  private int last() {
    return answer().networks().size() - 1;
  }

  Page summary() {
    return page(List.of(Page.Section.of("Pictures", quality())));
  }

  Page page() throws IOException {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(sites());
    if (last() > 0) sections.add(networks());
    sections.addAll(new UnitSections(settings, found).sections());
    sections.add(
        Page.Section.of(
            "Similarity of sites and networks",
            NeuronFigures.similarity(
                "Linear CKA",
                new Cka(answer().similarity().values(), answer().inputs().size()),
                answer().similarity().names())));
    sections.add(
        new Page.Section(
            "Quality of the projections",
            List.of(new Block.TableBlock(quality()), new Block.TableBlock(steadiness()))));
    return page(sections);
  }

  private Page page(List<Page.Section> sections) {
    return new Page(
        "Activity of hidden sites",
        answer().networks().stream().map(n -> n.file()).collect(Collectors.joining(", ")),
        findings(),
        sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    ActivityAnswer a = answer();
    findings.add(
        Finding.plain(
            "%s of %s, %s, at %s: %s."
                .formatted(
                    Numbers.count(a.inputs().size()),
                    Numbers.count(a.of(), "example", "examples"),
                    Numbers.count(a.classes().size(), "class", "classes"),
                    Numbers.count(a.sites().size(), "site", "sites"),
                    Numbers.names(a.sites()))));
    if (!Double.isNaN(a.networks().getLast().accuracy())) {
      findings.add(
          Finding.plain(
              "Accuracy: "
                  + a.networks().stream()
                      .map(n -> n.file() + " " + Numbers.percent(n.accuracy()))
                      .collect(Collectors.joining(", "))
                  + "."));
    }
    Picture first = a.pictures().getFirst();
    Picture deep = a.pictures().get(a.sites().size() - 1);
    findings.add(
        Finding.plain(
            "Neighbourhood hit (share of an input's six nearest neighbours with the same class): %s%s at %s%s; chance is about %s."
                .formatted(
                    first.site().equals(deep.site())
                        ? ""
                        : Numbers.share(first.quality().hit()) + " at " + first.site() + ", ",
                    Numbers.share(deep.quality().hit()),
                    deep.site(),
                    last() == 0
                        ? ""
                        : ", and %s there in %s"
                            .formatted(
                                Numbers.share(a.pictures().get(a.sites().size()).quality().hit()),
                                a.networks().getFirst().file()),
                    Numbers.share(chance()))));
    for (ActivityAnswer.Neurons n : a.neurons()) {
      long told = n.classes().stream().filter(c -> c.above() > 0).count();
      double mean = n.classes().stream().mapToInt(c -> c.above()).average().orElse(0);
      findings.add(
          new Finding(
              Tone.PLAIN,
              "%s, %s: for %d of %s at least one unit is more important for the class than any unit with shuffled labels (%s such units per class)%s."
                  .formatted(
                      a.networks().get(n.network()).file(),
                      n.site(),
                      told,
                      Numbers.count(n.classes().size(), "class", "classes"),
                      Numbers.plain(mean),
                      n.dead() == 0
                          ? ""
                          : "; "
                              + Numbers.count(
                                  n.dead(), "unit never changes", "units never change"))));
    }
    String missing =
        a.views().stream()
            .filter(v -> !v.here())
            .map(v -> v.number() + " " + v.name() + " (" + v.words() + ")")
            .collect(Collectors.joining("; "));
    String here =
        a.views().stream()
            .filter(v -> v.here())
            .map(v -> String.valueOf(v.number()))
            .collect(Collectors.joining(", "));
    findings.add(
        Finding.plain(
            "Views "
                + here
                + " of the hidden-activity study are shown"
                + (missing.isEmpty() ? "." : "; not: " + missing + ".")));
    a.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  /** Share of pairs of inputs with the same class. */
  private double chance() {
    int[] counts = new int[answer().classes().size()];
    found.labels().forEach(label -> counts[label]++);
    double n = found.labels().size();
    double pairs = 0;
    for (int count : counts) pairs += (double) count * (count - 1);
    return pairs / (n * (n - 1));
  }

  private Scatter scatter(int picture, String title) {
    Picture shown = answer().pictures().get(picture);
    Scatter scatter =
        Scatter.of(title, found.pictures().get(picture))
            .labels(found.labels())
            .note(
                "hit %s → %s"
                    .formatted(
                        Numbers.of(shown.quality().hit(), 2),
                        Numbers.of(shown.quality().hitInPicture(), 2)));
    List<Integer> predicted = answer().networks().get(shown.network()).predicted();
    return predicted.isEmpty() ? scatter : scatter.predicted(predicted);
  }

  private Page.Section sites() {
    List<Scatter> scatters =
        IntStream.range(0, answer().sites().size())
            .mapToObj(i -> scatter(i, answer().pictures().get(i).site()))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(thumbnails("Each site by itself", scatters));
    blocks.addAll(trails("sites"));
    return new Page.Section("From site to site", blocks);
  }

  private Page.Section networks() {
    int sites = answer().sites().size();
    List<Scatter> scatters = new ArrayList<>();
    for (int e = 0; e < last(); e++) {
      scatters.add(scatter(sites + e, answer().networks().get(e).file()));
    }
    scatters.add(scatter(sites - 1, answer().networks().get(last()).file()));
    List<Block> blocks = new ArrayList<>();
    blocks.add(thumbnails(answer().sites().getLast() + " during training", scatters));
    blocks.addAll(trails("networks"));
    return new Page.Section("From epoch to epoch", blocks);
  }

  private Block thumbnails(String title, List<Scatter> scatters) {
    return new Block.Picture(
        ProjectionFigure.thumbnails(
            title,
            scatters,
            answer().classes(),
            scatters.size() <= 4 ? scatters.size() : 3,
            """
            t-SNE, perplexity %s, each by itself. hit: neighbourhood hit in the site's space → in \
            the picture. Triangle: misclassified input, in the colour of its predicted class.\
            """
                .formatted(Numbers.of(settings.perplexity()))));
  }

  private List<Block> trails(String over) {
    List<Block> blocks = new ArrayList<>();
    for (int s = 0; s < answer().sequences().size(); s++) {
      Sequence sequence = answer().sequences().get(s);
      if (!sequence.over().equals(over)) continue;
      List<Trail> bare = Trail.of(found.sequences().get(s).pictures());
      List<Trail> bundled = Bundling.of(bare, found.labels(), Bundling.Settings.defaults());
      blocks.add(
          new Block.Picture(
              TrailFigure.of(
                  "Trails over " + over + ", " + sequence.alignment(),
                  List.of(
                      new TrailFigure.Shown("bare", bare),
                      new TrailFigure.Shown("bundled within each class", bundled)),
                  found.labels(),
                  answer().classes(),
                  sequence.names().getFirst(),
                  sequence.names().getLast(),
                  "One trail per input, from dark (first) to light (last).")));
    }
    return blocks;
  }

  private Table quality() {
    return Columns.<Picture>empty()
        .text("network", p -> answer().networks().get(p.network()).file())
        .text("site", Picture::site)
        .integer("units", "width", Picture::units)
        .real("hit", "hit, nD", p -> p.quality().hit())
        .explained("neighbourhood hit in the site's space")
        .real("hit_in_picture", "hit, 2-D", p -> p.quality().hitInPicture())
        .real("trustworthiness", "trust", p -> p.quality().trustworthiness())
        .explained("1: no false neighbours in the picture")
        .real("continuity", p -> p.quality().continuity())
        .explained("1: no neighbours separated")
        .real("kl", "KL", Picture::kl)
        .explained("Kullback–Leibler divergence of t-SNE")
        .ranked(1)
        .table("pictures", "Pictures, each by itself", answer().pictures());
  }

  private Table steadiness() {
    return Columns.<Sequence>empty()
        .text("over", Sequence::over)
        .text("alignment", Sequence::alignment)
        .real("pearson", "Pearson", Sequence::pearson)
        .explained("correlation of an input's movements in the pictures and in the sites' space")
        .real("spearman", "Spearman", Sequence::spearman)
        .real("stress", Sequence::stress)
        .explained("normalised stress of the same; 0 is best")
        .real(
            "hit_in_picture",
            "hit, 2-D",
            s ->
                s.quality().stream()
                    .mapToDouble(ActivityAnswer.Faithfulness::hitInPicture)
                    .average()
                    .orElse(Double.NaN))
        .explained("mean over the pictures")
        .table(
            "sequences",
            "Sequences; –: sites of different widths have no common distance",
            answer().sequences());
  }
}
