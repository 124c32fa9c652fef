package dev.sonde.question.channels;

import dev.sonde.analysis.channels.ChannelDistribution;
import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.Direction;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.analysis.channels.SignTest;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.channels.Definition;
import dev.sonde.numbers.Sample;
import dev.sonde.study.channels.ChannelSurvey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Findings, tables and figures of a survey of channels.
 *
 * @param figures by name: boxes, sorted, histograms, overview; none where only words are wanted
 */
record ChannelsPage(ChannelsSettings settings, ChannelsAnswer answer, Map<String, Figure> figures) {

  /** A network that is right about fewer images was shown them in another way, or not trained. */
  private static final double LOW = .5;

  /** Silent channels that are named one by one. */
  private static final int NAMED = 40;

  Page page() {
    return new Page(
        "Channels of " + settings.model().getFileName(),
        "%s of %s; definition %s, signal %s of the %s class."
            .formatted(
                Numbers.count(answer.survey().images(), "image", "images"),
                Path.of(answer.source()).getFileName(),
                answer.how().channels().definition(),
                answer.how().channels().signal(),
                answer.how().followed() == ChannelSurvey.Followed.LABEL ? "labelled" : "predicted"),
        remarks(),
        figures.isEmpty()
            ? List.of(new Page.Section("Layers", List.of(layerTable(), agreementTable())))
            : sections());
  }

  private List<LayerChannels> layers() {
    return answer.survey().study().layers();
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    ChannelStudy study = answer.survey().study();
    remarks.add(
        Finding.plain(
            "Emission varies more over images than absorption (standard deviation / mean) in "
                + share(study.varies())
                + times("is", Direction::variation)
                + "."));
    remarks.add(
        Finding.plain(
            "Channels of a layer lie further apart in emission in "
                + share(study.differs())
                + times("distance is", Direction::between)
                + "."));
    remarks.add(Finding.plain(differ(study)));
    order().ifPresent(remarks::add);
    silent().ifPresent(remarks::add);
    double accuracy = answer.survey().accuracy();
    if (!Double.isNaN(accuracy)) {
      boolean low = accuracy < LOW;
      String why =
          low ? ": a low share may mean that the pixels are not scaled as the network expects" : "";
      remarks.add(
          new Finding(
              low ? Tone.NOTABLE : Tone.PLAIN,
              "The network classifies "
                  + Numbers.percent(accuracy)
                  + " of the images correctly"
                  + why
                  + "."));
    }
    return remarks;
  }

  /** Channels that are dead for all images, by name. */
  private Optional<Finding> silent() {
    long count = layers().stream().mapToLong(l -> silent(l.emission().channels())).sum();
    if (count == 0) return Optional.empty();
    List<String> named = new ArrayList<>();
    for (LayerChannels layer : layers()) {
      List<String> channels =
          layer.emission().channels().stream()
              .filter(ChannelsPage::isSilent)
              .map(c -> String.valueOf(c.channel()))
              .toList();
      if (!channels.isEmpty()) named.add(layer.site() + " " + String.join(", ", channels));
    }
    String where = count <= NAMED ? ": " + String.join("; ", named) : "; the table names them";
    return Optional.of(
        new Finding(
            Tone.NOTABLE,
            Numbers.count(count, "channel sends", "channels send")
                + " no gradient on for any image"
                + where
                + "."));
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

  /** Median over layers of emission's measure as a multiple of absorption's, where it is known. */
  private String times(String what, ToDoubleFunction<Direction> measure) {
    double[] ratios =
        layers().stream()
            .mapToDouble(
                l -> measure.applyAsDouble(l.emission()) / measure.applyAsDouble(l.absorption()))
            .filter(Double::isFinite)
            .toArray();
    if (ratios.length == 0) return "";
    double median = Sample.median(ratios);
    return "; the median layer's " + what + " " + Numbers.of(median) + " times absorption's";
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

  private Optional<Finding> order() {
    List<LayerChannels> known =
        layers().stream().filter(l -> !Double.isNaN(l.emission().order().w())).toList();
    if (known.size() < 2) return Optional.empty();
    Comparator<LayerChannels> byW = Comparator.comparingDouble(l -> l.emission().order().w());
    LayerChannels most = known.stream().max(byW).orElseThrow();
    LayerChannels least = known.stream().min(byW).orElseThrow();
    return Optional.of(
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
                new Block.Folded(
                    "Every channel",
                    List.of(new Block.TableBlock(ChannelsTable.of(answer.survey().study())))))),
        new Page.Section("Values", List.of(picture("histograms"))),
        new Page.Section("Definitions", List.of(meanings())));
  }

  private Block picture(String name) {
    return new Block.Picture(Objects.requireNonNull(figures.get(name)));
  }

  private Block layerTable() {
    return Block.TableBlock.of(
        "Layers in the order of computation; the larger of two is bold",
        Columns.<LayerChannels>empty()
            .text("layer", LayerChannels::site)
            .integer("channels", layer -> layer.emission().channels().size())
            .explained("output channels")
            .and(pair("σ/mean", "over images, median over channels", Direction::variation))
            .and(pair("between", "σ/mean of the channels' medians", Direction::between)),
        layers());
  }

  /** A measure of both directions, the larger one bold. */
  private static Columns<LayerChannels> pair(
      String what, String explanation, ToDoubleFunction<Direction> measure) {
    ToDoubleFunction<LayerChannels> absorbed = l -> measure.applyAsDouble(l.absorption());
    ToDoubleFunction<LayerChannels> emitted = l -> measure.applyAsDouble(l.emission());
    return Columns.<LayerChannels>empty()
        .real("absorption " + what, absorbed)
        .explained(explanation)
        .strong(l -> absorbed.applyAsDouble(l) > emitted.applyAsDouble(l))
        .real("emission " + what, emitted)
        .explained(explanation)
        .strong(l -> emitted.applyAsDouble(l) > absorbed.applyAsDouble(l));
  }

  private Block agreementTable() {
    String order = "whether images agree in which channels are high";
    String spread = "whether images agree in which channels are far from their own median";
    return Block.TableBlock.of(
        "Kendall's W: 1 if every image orders the channels alike, 0 if each its own way; by the"
            + " norms, and by their distance from the channel's median",
        Columns.<LayerChannels>empty()
            .text("layer", LayerChannels::site)
            .real("absorption", layer -> layer.absorption().order().w())
            .explained(order)
            .real("emission", layer -> layer.emission().order().w())
            .explained(order)
            .real("absorption's distance", layer -> layer.absorption().spread().w())
            .explained(spread)
            .real("emission's distance", layer -> layer.emission().spread().w())
            .explained(spread),
        layers());
  }

  /** The channels of a layer in one direction, at least one. */
  private record Directed(String layer, String direction, List<ChannelDistribution> channels) {
    ChannelDistribution highest() {
      return channels.stream()
          .max(Comparator.comparingDouble(ChannelDistribution::median))
          .orElseThrow();
    }

    double middle() {
      return Sample.median(channels.stream().mapToDouble(ChannelDistribution::median).toArray());
    }
  }

  private Block channelTable() {
    List<Directed> rows = new ArrayList<>();
    for (LayerChannels layer : layers()) {
      rows.add(new Directed(layer.site(), "absorption", layer.absorption().channels()));
      rows.add(new Directed(layer.site(), "emission", layer.emission().channels()));
    }
    return Block.TableBlock.of(
        "Notable channels",
        Columns.<Directed>empty()
            .text("layer", Directed::layer)
            .text("direction", Directed::direction)
            .integer("highest channel", row -> row.highest().channel())
            .explained("by its median over images")
            .real("its median", row -> row.highest().median())
            .real("median channel's", Directed::middle)
            .explained("the median over channels of their medians")
            .integer("silent", row -> silent(row.channels()))
            .explained("channels that are 0 for every image"),
        rows);
  }

  private static long silent(List<ChannelDistribution> channels) {
    return channels.stream().filter(ChannelsPage::isSilent).count();
  }

  private static boolean isSilent(ChannelDistribution channel) {
    return channel.mean() == 0 && channel.variance() == 0;
  }

  private Block meanings() {
    boolean code = answer.how().channels().definition() == Definition.CODE;
    return new Block.Items(
        List.of(
            "Signal S: a number of one image's logits; here "
                + answer.how().channels().signal()
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
