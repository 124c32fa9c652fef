package dev.sonde.question.cells;

import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.cells.StateProbe;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Figure;
import dev.sonde.figure.page.Page;
import dev.sonde.network.recurrent.TextReader;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.cells.text.TextCells;
import dev.sonde.question.cells.text.TextCellsDocument;
import dev.sonde.question.cells.text.TextCellsPage;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy.Side;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.CellFigures;
import dev.sonde.study.addition.CellSections;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import dev.sonde.study.addition.ForcedAttention;
import dev.sonde.study.addition.Sum;
import dev.sonde.study.addition.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What does each cell of a recurrent network do over a text? */
public final class CellsQuestion implements Question<CellsSettings, CellsAnswer> {

  /** Probes are fitted on at most this many sums. */
  private static final int PROBED = 2000;

  @Override
  public About<CellsSettings> about() {
    return About.of("cells", Group.RUN, "Shows every unit's cell over a text.", CellsSettings.class)
        .details(
            "State of each unit after each symbol (coloured in a terminal, numbers in a pipe),"
                + " gates of a chosen unit, and the network's output.",
            "With a text: any recurrent network in Keras, .pt2, TorchScript, a whole PyTorch"
                + " module, a state dict or ONNX (outputs of each step only). LSTM, GRU and"
                + " plain RNN layers are found; name a site for other states.",
            "With a sum: an addition network. Statistics add, over many sums: each unit's"
                + " variance, open and closed gates, correlated units, and linear probes with"
                + " shuffled labels as the baseline.")
        .needs(Need.NETWORK)
        .examples(
            "cells textgenrnn_weights.hdf5 --text 'What is the best thing' -o cells.html",
            "cells adder.h5 --input 12+34 --unit 18 --side decoder");
  }

  @Override
  public CellsAnswer answer(CellsSettings settings, Work work) {
    String text = settings.text();
    return text == null ? sums(settings, work) : new CellsAnswer.OfText(text(settings, text));
  }

  private static TextCells text(CellsSettings settings, String text) {
    try (TextReader reader = TextReader.open(settings.model(), settings.reading().reader())) {
      TextCells cells = TextCells.of(reader, text, settings.top());
      Integer unit = settings.unit();
      int most = cells.layers().stream().mapToInt(TextCells.Layer::units).max().orElse(0);
      if (unit != null && unit >= most) {
        throw new SettingsException("unit", unit + ": the network has units 0 to " + (most - 1));
      }
      return cells;
    }
  }

  private static CellsAnswer.OfSums sums(CellsSettings settings, Work work) {
    try (Adder adder = settings.addition().open(settings.model())) {
      CellStates one =
          CellStates.of(
              adder,
              List.of(Sum.parse(settings.sum())),
              ForcedAttention.of(adder, settings.attend()).probing());
      Integer unit = settings.unit();
      int units = adder.model().hidden();
      if (unit != null && unit >= units) {
        throw new SettingsException("unit", unit + ": the network has units 0 to " + (units - 1));
      }
      CellStates many = wantsMany(settings) ? many(settings, adder, work) : one;
      CellStatistics found = null;
      if (settings.statistics()) {
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
          ProbeSettings probes = ProbeSettings.defaults().seed(settings.addition().seed());
          if (many.sums().size() < StateProbe.LEAST) {
            throw new SettingsException(
                "sums",
                many.sums().size()
                    + ": statistics fit a linear probe; the sums needed are at least "
                    + StateProbe.LEAST);
          }
          CellStates probed = PROBED >= many.sums().size() ? many : some(settings, adder);
          found = CellStatistics.of(many, probed, adder.format(), probes, workers);
        }
      }
      return new CellsAnswer.OfSums(
          one,
          many,
          found,
          shown(settings, Side.ENCODER, one, many),
          shown(settings, Side.DECODER, one, many));
    }
  }

  private static boolean wantsMany(CellsSettings settings) {
    return settings.statistics()
        || settings.varying() > 0
        || switch (settings.figure()) {
          case CORRELATION, VARIATION, SATURATION -> true;
          case STATES, UNIT, GATES, ALIGNMENT -> false;
        };
  }

  private static CellStates many(CellsSettings settings, Adder adder, Work work) {
    List<Sum> sums = settings.addition().sums(adder.format());
    try (Work.Stage stage = work.stage("running", "sums", sums.size())) {
      CellStates states = CellStates.of(adder, sums);
      stage.reach(sums.size());
      return states;
    }
  }

  private static CellStates some(CellsSettings settings, Adder adder) {
    return CellStates.of(adder, Sums.atMost(PROBED, adder.format(), settings.addition().seed()));
  }

  /** The units of the encoder or decoder that are shown. */
  private static List<Integer> shown(
      CellsSettings settings, Side side, CellStates one, CellStates many) {
    if (settings.side() != null && settings.side() != side) return List.of();
    Integer unit = settings.unit();
    if (unit != null) return List.of(unit);
    if (settings.varying() > 0) {
      CellStates.Layer layer = side == Side.ENCODER ? many.encoder() : many.decoder();
      return Variation.of(layer.shown()).varying(settings.varying());
    }
    return IntStream.range(0, one.encoder().shown().units()).boxed().toList();
  }

  @Override
  public Object document(CellsSettings settings, CellsAnswer answer) {
    return switch (answer) {
      case CellsAnswer.OfSums sums ->
          CellsDocument.of(sums.one(), sums.statistics(), settings.top());
      case CellsAnswer.OfText of -> TextCellsDocument.of(of.cells());
    };
  }

  @Override
  public Page summary(CellsSettings settings, CellsAnswer answer) {
    return switch (answer) {
      case CellsAnswer.OfSums sums -> new CellsWords(settings, sums).page();
      case CellsAnswer.OfText of -> text(settings, of).summary();
    };
  }

  private static TextCellsPage text(CellsSettings settings, CellsAnswer.OfText of) {
    return new TextCellsPage(settings.model(), of.cells(), settings.unit(), settings.varying());
  }

  @Override
  public Page page(CellsSettings settings, CellsAnswer given, Work work) {
    return switch (given) {
      case CellsAnswer.OfSums sums -> page(settings, sums, work);
      case CellsAnswer.OfText of -> text(settings, of).page();
    };
  }

  private Page page(CellsSettings settings, CellsAnswer.OfSums given, Work work) {
    // A page always shows statistics.
    CellsAnswer.OfSums answer =
        given.statistics() != null ? given : sums(settings.with("statistics", true), work);
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(CellSections.closely(answer.one(), 0));
    sections.addAll(summary.sections());
    CellStatistics statistics = answer.statistics();
    if (statistics != null) sections.add(CellSections.statistics(answer.many(), statistics));
    return summary.with(sections);
  }

  @Override
  public List<Output<CellsSettings, CellsAnswer>> outputs() {
    return List.of(
        Drawings.of(
            (settings, answer) ->
                switch (answer) {
                  case CellsAnswer.OfSums sums -> drawn(settings, sums);
                  case CellsAnswer.OfText of -> drawn(settings, of);
                }));
  }

  private static Figure drawn(CellsSettings settings, CellsAnswer.OfSums answer) {
    CellStates one = answer.one();
    boolean encoder = settings.side() == Side.ENCODER;
    CellStates.Layer layer = encoder ? one.encoder() : one.decoder();
    List<Integer> units = encoder ? answer.encoder() : answer.decoder();
    Integer unit = settings.unit();
    if (settings.figure() == CellsSettings.Drawn.STATES && unit != null) {
      return CellFigures.unit(one, layer, 0, unit);
    }
    if (units.isEmpty()) {
      throw new QuestionException(
          "no unit's standard deviation reaches " + settings.varying() + "; take a smaller value");
    }
    return switch (settings.figure()) {
      case STATES -> CellFigures.states(one, 0, answer.encoder(), answer.decoder());
      case UNIT -> CellFigures.unit(one, layer, 0, units.getFirst());
      case GATES -> CellFigures.gates(one, layer, 0, units);
      case CORRELATION -> CellFigures.correlation(answer.many());
      case VARIATION -> CellFigures.variation(answer.many());
      case SATURATION -> CellFigures.saturation(answer.many());
      case ALIGNMENT -> CellFigures.alignment(one, 0);
    };
  }

  /** Of several recurrent layers the last: it is nearest to the output. */
  private static Figure drawn(CellsSettings settings, CellsAnswer.OfText of) {
    TextCellsPage page = text(settings, of);
    TextCells.Layer layer = of.cells().layers().getLast();
    Integer unit = settings.unit();
    if (unit != null && unit >= layer.units()) {
      throw new QuestionException(layer.site() + " has units 0 to " + (layer.units() - 1));
    }
    List<Integer> units = page.drawn(layer);
    if (units.isEmpty()) {
      throw new QuestionException(
          "no unit's standard deviation reaches " + settings.varying() + "; take a smaller value");
    }
    return switch (settings.figure()) {
      case GATES -> {
        if (!layer.hasGates()) throw new QuestionException(layer.site() + " has no gates");
        yield page.gates(layer, units);
      }
      case UNIT -> page.closely(layer, units.getFirst());
      default -> unit == null ? page.states(layer, units) : page.closely(layer, unit);
    };
  }
}
