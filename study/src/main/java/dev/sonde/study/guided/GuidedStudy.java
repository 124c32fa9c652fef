package dev.sonde.study.guided;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.trial.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What differs between networks with and without guidance, and where in them is it? */
public final class GuidedStudy implements Study<GuidedSettings> {

  @Override
  public String kind() {
    return "guided";
  }

  @Override
  public String sentence() {
    return "Compares networks trained with and without guided attention.";
  }

  @Override
  public String details() {
    return """
    Both groups learn to apply lookup tables: accuracies, weights, parts moved from one to the \
    other, pruning, hidden states.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of("guided --out guided", "guided --preset paper --cells gru --runs 2 --out paper");
  }

  @Override
  public SettingsCodec<GuidedSettings> codec() {
    return SettingsCodec.of(GuidedSettings.class);
  }

  @Override
  public List<Preset<GuidedSettings>> presets() {
    return List.of(
        new Preset<>("quick", "small networks, minutes on two cores", GuidedSettings.quick()),
        new Preset<>(
            "paper",
            "hidden 512, 100 epochs of batch 1, five runs, GRU and LSTM; hours, in processes of"
                + " their own",
            GuidedSettings.paper(),
            true));
  }

  /** No more networks exchange parts than there are. */
  @Override
  public GuidedSettings settled(GuidedSettings s, GuidedSettings preset, Set<String> given) {
    if (given.contains("transfer_runs")) return s;
    return s.with("transfer_runs", Math.min(s.runs(), s.transferRuns()));
  }

  /**
   * Reads or generates the task.
   *
   * @throws TaskException if its files are missing or not of their format
   */
  @Override
  public StudyPlan plan(GuidedSettings settings) {
    return GuidedPlan.of(settings);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(
        TrainWork.KIND, new TrainWork(),
        TransferWork.KIND, new TransferWork(),
        PruneWork.KIND, new PruneWork(),
        ActivationWork.KIND, new ActivationWork());
  }
}
