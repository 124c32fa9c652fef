package dev.sonde.app.channels;

import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.question.pause.PausedFile;
import dev.sonde.question.pause.Stand;
import dev.sonde.question.pause.Steps;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.channels.SurveyRun;
import dev.sonde.study.channels.SurveyState;
import dev.sonde.study.images.Images;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A survey of channels that shows its progress, can be stopped after any batch and goes on another
 * time.
 *
 * @param paused where it is kept how far it is
 */
record ChannelsRun(
    Session session,
    Network<Array, Array> network,
    Images images,
    ChannelSurvey.Settings settings,
    PausedFile paused) {

  /**
   * @throws dev.sonde.study.trial.TrialInterrupted if it was told to stop before the last image
   */
  ChannelSurvey run(BooleanSupplier stop) throws IOException {
    try (Progress progress = Progress.of(session.console(), "images", images.size())) {
      return paused.finish(stop, from -> steps(from, progress)).run().result();
    }
  }

  Batches steps(Optional<Stand> from, Progress progress) {
    SurveyRun run =
        from.isEmpty()
            ? ChannelSurvey.start(network, images, settings)
            : ChannelSurvey.resume(network, images, settings, state(from.get()));
    progress.reach(run.done());
    return new Batches(run, progress);
  }

  private static SurveyState state(Stand stand) {
    int done = stand.integer("done");
    List<SurveyState.Rows> layers = new ArrayList<>();
    for (int i = 0; stand.has("site." + i); i++) {
      int absorbing = stand.integer("absorbing." + i);
      int emitting = stand.integer("emitting." + i);
      layers.add(
          new SurveyState.Rows(
              stand.word("site." + i),
              absorbing,
              stand.floats("absorption." + i, (long) done * absorbing),
              emitting,
              stand.floats("emission." + i, (long) done * emitting)));
    }
    return new SurveyState(done, stand.whole("right"), layers);
  }

  /** One batch is one step. */
  record Batches(SurveyRun run, Progress progress) implements Steps {

    @Override
    public boolean ended() {
      return run.ended();
    }

    @Override
    public void step() {
      run.advance();
      progress.reach(run.done());
    }

    @Override
    public Stand stand() {
      SurveyState state = run.state();
      Map<String, Object> words = new TreeMap<>();
      words.put("done", state.done());
      words.put("right", state.right());
      List<SurveyState.Rows> layers = state.layers();
      for (int i = 0; i < layers.size(); i++) {
        words.put("site." + i, layers.get(i).site());
        words.put("absorbing." + i, layers.get(i).absorbing());
        words.put("emitting." + i, layers.get(i).emitting());
      }
      Stand stand = Stand.of(words);
      for (int i = 0; i < layers.size(); i++) {
        stand =
            stand
                .with("absorption." + i, layers.get(i).absorption())
                .with("emission." + i, layers.get(i).emission());
      }
      return stand;
    }
  }
}
