package dev.sonde.question.channels;

import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.question.Work;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.channels.SurveyRun;
import dev.sonde.study.channels.SurveyState;
import dev.sonde.study.images.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A survey of channels that can stop after any batch and go on another time. */
record SurveySteps(SurveyRun run, Work.Stage stage) implements Steps {

  /** Begins, or goes on from where it stood. */
  static SurveySteps of(
      Network<Array, Array> network,
      Images images,
      ChannelSurvey.Settings settings,
      Optional<Stand> from,
      Work.Stage stage) {
    SurveyRun run =
        from.isEmpty()
            ? ChannelSurvey.start(network, images, settings)
            : ChannelSurvey.resume(network, images, settings, state(from.get()));
    stage.reach(run.done());
    return new SurveySteps(run, stage);
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

  @Override
  public boolean ended() {
    return run.ended();
  }

  @Override
  public void step() {
    run.advance();
    stage.reach(run.done());
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
