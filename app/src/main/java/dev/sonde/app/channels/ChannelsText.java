package dev.sonde.app.channels;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.analysis.channels.SignTest;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.TextTable;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Normalisation;
import java.io.PrintWriter;
import java.util.List;

/** A survey of channels as a JSON document, as text, and as a table of all channels. */
record ChannelsText(ChannelSurvey survey, ChannelSurvey.Settings settings) {

  private record Document(
      int images,
      double accuracy,
      Normalisation normalisation,
      ChannelStudy study,
      Provenance provenance) {}

  /** One JSON document. */
  void json(PrintWriter out, Provenance provenance) {
    Json.print(
        out,
        new Document(
            survey.images(),
            survey.accuracy(),
            settings.normalisation(),
            survey.study(),
            provenance));
  }

  void print(PrintWriter out) {
    out.printf(
        "%d images, definition %s, signal %s of the %s%n",
        survey.images(),
        settings.channels().definition(),
        settings.channels().signal(),
        settings.followed());
    if (!Double.isNaN(survey.accuracy())) {
      out.println("the network is right about " + TextTable.figure(survey.accuracy()));
    }
    out.println();
    overview(survey.study().layers()).print(out);
    out.println();
    say(out, "emission varies more over images (σ / mean)", survey.study().varies());
    say(out, "emission varies more over images (σ)", survey.study().deviates());
    say(out, "channels lie further apart in emission", survey.study().differs());
    out.printf(
        "channels differ (Friedman, p < 0.01 after Holm): absorption in %d, emission in %d of %d"
            + " layers%n",
        survey.study().orderedAbsorption(),
        survey.study().orderedEmission(),
        survey.study().layers().size());
    out.flush();
  }

  private static void say(PrintWriter out, String what, SignTest test) {
    out.printf(
        "%s: in %d layers of %d (sign test p = %s)%n",
        what, test.more(), test.more() + test.less(), TextTable.figure(test.p()));
  }

  private static TextTable overview(List<LayerChannels> layers) {
    TextTable table =
        new TextTable(
            List.of(
                "layer",
                "channels",
                "absorption σ/mean",
                "emission σ/mean",
                "absorption between",
                "emission between",
                "absorption W",
                "emission W"));
    for (LayerChannels layer : layers) {
      table.row(
          List.of(
              layer.site(),
              layer.emission().channels().size(),
              layer.absorption().variation(),
              layer.emission().variation(),
              layer.absorption().between(),
              layer.emission().between(),
              layer.absorption().order().w(),
              layer.emission().order().w()));
    }
    return table;
  }

  /** All channels. */
  TextTable table() {
    ChannelStudy study = survey.study();
    TextTable table =
        new TextTable(
            List.of(
                "layer",
                "direction",
                "channel",
                "mean",
                "variance",
                "low",
                "first",
                "median",
                "third",
                "high",
                "beyond"));
    for (LayerChannels layer : study.layers()) {
      for (boolean emitted : new boolean[] {false, true}) {
        var direction = emitted ? layer.emission() : layer.absorption();
        for (var c : direction.channels()) {
          table.row(
              List.of(
                  layer.site(),
                  emitted ? "emission" : "absorption",
                  c.channel(),
                  c.mean(),
                  c.variance(),
                  c.low(),
                  c.first(),
                  c.median(),
                  c.third(),
                  c.high(),
                  c.beyond()));
        }
      }
    }
    return table;
  }
}
