package dev.sonde.question.channels;

import dev.sonde.analysis.channels.ChannelDistribution;
import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Every channel of every layer, in both directions. */
final class ChannelsTable {

  private record Row(String layer, String direction, ChannelDistribution of) {}

  private static final Columns<Row> COLUMNS =
      Columns.<Row>empty()
          .text("layer", "layer", Row::layer)
          .text("direction", "direction", Row::direction)
          .integer("channel", "channel", r -> r.of().channel())
          .real("mean", "mean", r -> r.of().mean())
          .explained("over images")
          .real("variance", "variance", r -> r.of().variance())
          .real("low", "low", r -> r.of().low())
          .explained("the lowest value within 1.5 interquartile ranges")
          .real("first", "first", r -> r.of().first())
          .explained("quartile")
          .real("median", "median", r -> r.of().median())
          .real("third", "third", r -> r.of().third())
          .explained("quartile")
          .real("high", "high", r -> r.of().high())
          .explained("the highest value within 1.5 interquartile ranges")
          .integer("beyond", "beyond", r -> r.of().beyond())
          .explained("number of images outside these limits");

  private ChannelsTable() {}

  static Table of(ChannelStudy study) {
    List<Row> rows = new ArrayList<>();
    for (LayerChannels layer : study.layers()) {
      for (ChannelDistribution channel : layer.absorption().channels()) {
        rows.add(new Row(layer.site(), "absorption", channel));
      }
      for (ChannelDistribution channel : layer.emission().channels()) {
        rows.add(new Row(layer.site(), "emission", channel));
      }
    }
    return COLUMNS.table("channels", "Every channel", rows);
  }
}
