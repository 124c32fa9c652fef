package dev.sonde.study.states;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.trial.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Do hidden states cluster by the states of a machine? */
public final class StatesStudy implements Study<Grid> {

  @Override
  public String kind() {
    return "states";
  }

  @Override
  public String sentence() {
    return "Clusters hidden states of many networks trained on machines.";
  }

  @Override
  public String details() {
    return """
    Trains recurrent networks on finite-state machines, or takes trained ones, clusters their \
    hidden states by many methods, and compares clusters with the machines' states.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "states --out states", "states --networks trained/ --machines machines/ --out stored");
  }

  @Override
  public SettingsCodec<Grid> codec() {
    return SettingsCodec.of(Grid.class);
  }

  @Override
  public List<Preset<Grid>> presets() {
    return List.of(
        new Preset<>(
            "quick", "4 machines, 4 cells, 1 size, 2 repeats; minutes on two cores", Grid.quick()),
        new Preset<>(
            "paper",
            "Tomita 1 to 7, 4 cells, 3 sizes, 2 repeats, 200 epochs; a day",
            Grid.paper()));
  }

  /**
   * Reads the machines, and the networks if there are any.
   *
   * @throws dev.sonde.automata.MachineException if one is not there, or two have one name
   */
  @Override
  public StudyPlan plan(Grid grid) throws IOException {
    return StatesPlan.of(grid);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(TrainedWork.KIND, new TrainedWork(), StoredWork.KIND, new StoredWork());
  }
}
