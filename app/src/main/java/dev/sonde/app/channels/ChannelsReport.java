package dev.sonde.app.channels;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.channels.ChannelDistribution;
import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.Direction;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.analysis.channels.SignTest;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Head;
import dev.sonde.network.channels.Definition;
import dev.sonde.study.channels.ChannelSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A survey of channels as one HTML file.
 *
 * @param figures by name: boxes, sorted, histograms, overview
 */
record ChannelsReport(
    Path model, String images, ChannelsText text, Map<String, Figure> figures, Provenance how) {

  /** A network that is right about fewer images was shown them in another way, or not trained. */
  private static final double LOW = .5;

  void write(Path file) throws IOException {
    ChannelSurvey.Settings settings = text.settings();
    HtmlPage.write(
        new Page(
            "Channels of " + model.getFileName(),
            "%s of %s; definition %s, signal %s of the %s class."
                .formatted(
                    Numbers.count(text.survey().images(), "image", "images"),
                    Path.of(images).getFileName(),
                    settings.channels().definition(),
                    settings.channels().signal(),
                    settings.followed() == ChannelSurvey.Followed.LABEL ? "labelled" : "predicted"),
            remarks(),
            sections(),
            how),
        file);
  }

  private List<LayerChannels> layers() {
    return text.survey().study().layers();
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    ChannelStudy study = text.survey().study();
    remarks.add(
        Finding.plain(
            "Emission varies more over images than absorption (standard deviation / mean) in "
                + share(study.varies())
                + "; the median layer's is "
                + times(Direction::variation)
                + " times absorption's."));
    remarks.add(
        Finding.plain(
            "Channels of a layer lie further apart in emission in "
                + share(study.differs())
                + "; the median layer's distance is "
                + times(Direction::between)
                + " times absorption's."));
    remarks.add(Finding.plain(differ(study)));
    order().ifPresent(remarks::add);
    long silent = layers().stream().mapToLong(l -> silent(l.emission().channels())).sum();
    if (silent > 0) {
      remarks.add(
          new Finding(
              Tone.NOTABLE,
              Numbers.count(silent, "channel sends", "channels send")
                  + " on nothing for any image (the table under Channels says in which layers)."));
    }
    double accuracy = text.survey().accuracy();
    if (!Double.isNaN(accuracy)) {
      boolean low = accuracy < LOW;
      String why = low ? ": a low share may mean that --normalise does not fit the network" : "";
      remarks.add(
          new Finding(
              low ? Tone.NOTABLE : Tone.PLAIN,
              "The network is right about "
                  + Numbers.percent(accuracy)
                  + " of the images"
                  + why
                  + "."));
    }
    return remarks;
  }

  private String share(SignTest test) {
    int counted = test.more() + test.less();
    int equal = layers().size() - counted;
    return "%d of %s (sign test p = %s%s)"
        .formatted(
            test.more(),
            Numbers.count(counted, "layer", "layers"),
            Numbers.of(test.p()),
            equal == 0 ? "" : "; " + equal + " more have equal numbers and count for neither");
  }

  /** Median over layers of emission's measure as a multiple of absorption's. */
  private String times(ToDoubleFunction<Direction> measure) {
    double[] ratios =
        layers().stream()
            .mapToDouble(
                l -> measure.applyAsDouble(l.emission()) / measure.applyAsDouble(l.absorption()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (ratios.length == 0) return "an unknown number of";
    int middle = ratios.length / 2;
    return Numbers.of(
        ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2);
  }

  private String differ(ChannelStudy study) {
    return "Channels of one layer differ (Friedman's test with images as blocks, p < 0.01 after"
        + " Holm)"
        + " in absorption in %d and in emission in %d of %s."
            .formatted(
                study.orderedAbsorption(),
                study.orderedEmission(),
                Numbers.count(layers().size(), "layer", "layers"));
  }

  private java.util.Optional<Finding> order() {
    List<LayerChannels> known =
        layers().stream().filter(l -> !Double.isNaN(l.emission().order().w())).toList();
    if (known.size() < 2) return java.util.Optional.empty();
    Comparator<LayerChannels> byW = Comparator.comparingDouble(l -> l.emission().order().w());
    LayerChannels most = known.stream().max(byW).orElseThrow();
    LayerChannels least = known.stream().min(byW).orElseThrow();
    return java.util.Optional.of(
        Finding.plain(
            "Images agree most about which channels emit much in %s (Kendall's W %s) and least in %s (%s)."
                .formatted(
                    most.site(),
                    Numbers.of(most.emission().order().w()),
                    least.site(),
                    Numbers.of(least.emission().order().w()))));
  }

  private List<Page.Section> sections() {
    return List.of(
        new Page.Section("Layers", List.of(picture("overview"), layerTable(), agreementTable())),
        new Page.Section(
            "Channels",
            List.of(
                picture("boxes"),
                picture("sorted"),
                channelTable(),
                new Block.Words("All channels: sonde channels … --csv channels.csv"))),
        new Page.Section("Values", List.of(picture("histograms"))),
        new Page.Section("What the words mean", List.of(meanings())));
  }

  private Block picture(String name) {
    return new Block.Picture(Objects.requireNonNull(figures.get(name)));
  }

  private Block layerTable() {
    List<Head> columns =
        List.of(
            Head.text("layer"),
            Head.real("channels", "output channels"),
            Head.real("absorption σ/mean", "over images, median over channels"),
            Head.real("emission σ/mean", "over images, median over channels"),
            Head.real("absorption between", "σ/mean of the channels' medians"),
            Head.real("emission between", "σ/mean of the channels' medians"));
    List<List<Entry>> rows = new ArrayList<>();
    for (LayerChannels layer : layers()) {
      Direction a = layer.absorption();
      Direction e = layer.emission();
      rows.add(
          List.of(
              Entry.words(layer.site()),
              Entry.count(e.channels().size()),
              Entry.number(a.variation()).strongIf(a.variation() > e.variation()),
              Entry.number(e.variation()).strongIf(e.variation() > a.variation()),
              Entry.number(a.between()).strongIf(a.between() > e.between()),
              Entry.number(e.between()).strongIf(e.between() > a.between())));
    }
    return Block.TableBlock.of(
        "Layers in the order of computation; the larger of two is bold", columns, rows);
  }

  private Block agreementTable() {
    String order = "whether images agree in which channels are high";
    String spread = "whether images agree in which channels are far from their own median";
    List<Head> columns =
        List.of(
            Head.text("layer"),
            Head.real("absorption", order),
            Head.real("emission", order),
            Head.real("absorption's distance", spread),
            Head.real("emission's distance", spread));
    List<List<Entry>> rows = new ArrayList<>();
    for (LayerChannels layer : layers()) {
      rows.add(
          List.of(
              Entry.words(layer.site()),
              Entry.number(layer.absorption().order().w()),
              Entry.number(layer.emission().order().w()),
              Entry.number(layer.absorption().spread().w()),
              Entry.number(layer.emission().spread().w())));
    }
    return Block.TableBlock.of(
        "Kendall's W: 1 if every image orders the channels alike, 0 if each its own way; by the"
            + " norms, and by their distance from the channel's median",
        columns,
        rows);
  }

  private Block channelTable() {
    List<Head> columns =
        List.of(
            Head.text("layer"),
            Head.text("direction"),
            Head.real("highest channel", "by its median over images"),
            Head.real("its median", ""),
            Head.real("median channel's", "the median over channels of their medians"),
            Head.real("silent", "channels that are 0 for every image"));
    List<List<Entry>> rows = new ArrayList<>();
    for (LayerChannels layer : layers()) {
      rows.add(row(layer.site(), "absorption", layer.absorption().channels()));
      rows.add(row(layer.site(), "emission", layer.emission().channels()));
    }
    return Block.TableBlock.of("Channels that stand out", columns, rows);
  }

  private static List<Entry> row(String site, String what, List<ChannelDistribution> channels) {
    ChannelDistribution highest =
        channels.stream()
            .max(Comparator.comparingDouble(ChannelDistribution::median))
            .orElseThrow();
    double[] medians =
        channels.stream().mapToDouble(ChannelDistribution::median).sorted().toArray();
    long silent = silent(channels);
    double middle = (medians[(medians.length - 1) / 2] + medians[medians.length / 2]) / 2;
    return Arrays.asList(
        Entry.words(site),
        Entry.words(what),
        Entry.count(highest.channel()),
        Entry.number(highest.median()),
        Entry.number(middle),
        Entry.count(silent));
  }

  private static long silent(List<ChannelDistribution> channels) {
    return channels.stream().filter(c -> c.mean() == 0 && c.variance() == 0).count();
  }

  private Block meanings() {
    boolean code = text.settings().channels().definition() == Definition.CODE;
    return new Block.Items(
        List.of(
            "Signal S: a number of one image's logits; here "
                + text.settings().channels().signal()
                + ".",
            code
                ? "Absorption of output channel k: the norm of ∂S/∂V_k, V the convolution's output."
                : "Absorption of input channel c: the sum over output channels of the norms of what"
                    + " they send to it.",
            code
                ? "Emission of output channel k: the root of the sum of squares of what it sends to"
                    + " each input channel."
                : "Emission of output channel k: the sum of the norms of what it sends to each"
                    + " input channel.",
            "What k sends to c: the transposed convolution of ∂S/∂V_k with the kernel W[k, c].",
            "Layers of one network are not independent: the sign test describes rather than"
                + " proves."));
  }
}
