package dev.sonde.question.transformers;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** The page about a dictionary. */
final class SaePage {

  /** Number of features whose strongest tokens are listed. */
  private static final int LISTED = 40;

  private static final Columns<SaeAnswer.Feature> FEATURES =
      Columns.<SaeAnswer.Feature>empty()
          .integer("feature", SaeAnswer.Feature::feature)
          .real("density", SaeAnswer.Feature::density)
          .explained("share of the tokens on which it is active")
          .real("energy", SaeAnswer.Feature::energy)
          .explained("mean of its squared activation")
          .ranked(1)
          .text("strongest", "strongest at", SaePage::strongest)
          .explained("tokens on which it is strongest, one per text");

  private SaePage() {}

  private static String strongest(SaeAnswer.Feature feature) {
    return String.join(
        " ", feature.contexts().stream().map(SaeAnswer.Example::token).distinct().toList());
  }

  static Page summary(SaeSettings settings, SaeAnswer answer) {
    TableBlock features =
        new TableBlock(FEATURES.table("features", "By energy", answer.features()));
    return page(settings, answer, List.of(new Section("Features", List.of(features))));
  }

  static Page whole(SaeSettings settings, SaeAnswer answer) {
    List<Block> listed = new ArrayList<>();
    for (SaeAnswer.Feature feature : answer.features()) {
      if (listed.size() == LISTED || feature.contexts().isEmpty()) break;
      listed.add(new Block.Folded(title(feature), List.of(places(feature))));
    }
    return page(
        settings,
        answer,
        List.of(
            new Section("Quality", List.of(quality(answer), spliced(answer))),
            new Section(
                "Features",
                List.of(
                    new Block.Picture(densities(answer)),
                    new TableBlock(FEATURES.table("features", "By energy", answer.features())))),
            new Section("Strongest tokens of features", listed)));
  }

  private static Page page(SaeSettings settings, SaeAnswer answer, List<Section> sections) {
    return new Page(
        "Features at " + answer.site(),
        String.valueOf(settings.how().model().getFileName()),
        findings(settings, answer),
        sections,
        "features");
  }

  private static List<Finding> findings(SaeSettings settings, SaeAnswer answer) {
    SaeAnswer.Quality shuffled = answer.shuffled();
    String beside =
        shuffled == null
            ? ""
            : "; a dictionary trained on shuffled activations explains "
                + percent(shuffled)
                + " of theirs";
    return List.of(
        Finding.plain(
            "With at most %d of %s features per token, the dictionary explains %s of the variance of %s held-out activations; random directions explain %s%s."
                .formatted(
                    settings.active(),
                    Numbers.count(settings.features()),
                    percent(answer.quality()),
                    Numbers.count(answer.held()),
                    percent(answer.random()),
                    beside)),
        Finding.plain(
            "Cross-entropy on held-out texts, in nats: with reconstructions %s, with the original activations %s, with zeros %s; loss recovered: %s."
                .formatted(
                    Numbers.of(answer.recovered().reconstructed()),
                    Numbers.of(answer.recovered().clean()),
                    Numbers.of(answer.recovered().zeroed()),
                    Numbers.percent(answer.lossRecovered()))),
        Finding.plain(
            "%s of %s features are dead: active on none of the %s training tokens."
                .formatted(
                    Numbers.count(answer.dead()),
                    Numbers.count(settings.features()),
                    Numbers.count(answer.trained()))));
  }

  private static String percent(SaeAnswer.Quality quality) {
    return Numbers.percent(quality.explainedVariance());
  }

  private static Block quality(SaeAnswer answer) {
    List<Judged> rows = new ArrayList<>();
    rows.add(new Judged("trained", answer.quality()));
    SaeAnswer.Quality shuffled = answer.shuffled();
    if (shuffled != null)
      rows.add(new Judged("trained and measured on shuffled activations", shuffled));
    rows.add(new Judged("random directions, best scale factor", answer.random()));
    return TableBlock.of(
        "On held-out texts",
        Columns.<Judged>empty()
            .text("dictionary", Judged::dictionary)
            .share("explained", row -> row.quality().explainedVariance())
            .explained("share of the variance that is explained")
            .real("L0", row -> row.quality().l0())
            .explained("mean number of active features per token")
            .integer("unused", row -> row.quality().dead())
            .explained("features active on no held-out token"),
        rows);
  }

  private record Judged(String dictionary, SaeAnswer.Quality quality) {}

  /** A loss, by what replaces the activations at the site. */
  private record Spliced(String at, double loss) {}

  private static Block spliced(SaeAnswer answer) {
    return TableBlock.of(
        "Next-token cross-entropy in nats, by what replaces the activations; with"
            + " reconstructions, the first token of a text keeps its activation",
        Columns.<Spliced>empty()
            .text("at the site", Spliced::at)
            .real("cross-entropy", Spliced::loss)
            .explained("mean over held-out tokens")
            .digits(4),
        List.of(
            new Spliced("activations", answer.recovered().clean()),
            new Spliced("reconstructions", answer.recovered().reconstructed()),
            new Spliced("zeros", answer.recovered().zeroed())));
  }

  private static Figure densities(SaeAnswer answer) {
    List<Point> points = new ArrayList<>();
    List<Double> sorted =
        answer.features().stream()
            .map(SaeAnswer.Feature::density)
            .filter(density -> density > 0)
            .sorted((a, b) -> Double.compare(b, a))
            .toList();
    for (int i = 0; i < sorted.size(); i++) points.add(new Point(i + 1.0, sorted.get(i)));
    return LinesFigure.of(
            "How often features are used",
            List.of(
                new LinesFigure.Lines(
                    "",
                    "feature, most frequent first",
                    List.of(),
                    Axis.log("share of tokens"),
                    List.of(new LinesFigure.Line("density", points)))))
        .caption("Dead features are left out: " + Numbers.count(answer.dead()) + ".");
  }

  private static String title(SaeAnswer.Feature feature) {
    return "Feature %d: active on %s of the tokens; strongest on %s"
        .formatted(feature.feature(), Numbers.percent(feature.density()), strongest(feature));
  }

  private static Block places(SaeAnswer.Feature feature) {
    return TableBlock.of(
        "One token per text",
        Columns.<SaeAnswer.Example>empty()
            .text("before", example -> "… " + example.before())
            .text("token", SaeAnswer.Example::token)
            .strong(_ -> true)
            .text("after", example -> example.after() + " …")
            .real("code", SaeAnswer.Example::code)
            .explained("feature activation, in standard deviations of the site"),
        feature.contexts());
  }
}
