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
          .text("layer", Row::layer)
          .text("direction", Row::direction)
          .integer("channel", r -> r.of().channel())
          .real("mean", r -> r.of().mean())
          .explained("over images")
          .real("variance", r -> r.of().variance())
          .real("low", r -> r.of().low())
          .explained("the lowest value within 1.5 interquartile ranges")
          .real("first", r -> r.of().first())
          .explained("quartile")
          .real("median", r -> r.of().median())
          .real("third", r -> r.of().third())
          .explained("quartile")
          .real("high", r -> r.of().high())
          .explained("the highest value within 1.5 interquartile ranges")
          .integer("beyond", r -> r.of().beyond())
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
