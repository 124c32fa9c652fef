package dev.sonde.study.grokking;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Run;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the networks of one training: the key frequencies of the last one ({@code keys}), what
 * they do in each kept network ({@code progress}), and the spectra of the first and the last
 * ({@code spectra}).
 */
final class MeasuringWork implements Work {

  static final String KIND = "grokking/look";
  static final String UNTRAINED = "untrained";
  static final String TRAINED = "trained";
  static final String EMBEDDING = "W_E";
  static final String NEURONS = "W_L";

  /** The trial that looks into a network. */
  static Trial trial(Trial network, TrainingPlan plan, double carried) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("network", network.key());
    settings.put("modulus", String.valueOf(plan.modulus()));
    settings.put("fraction", String.valueOf(plan.fraction()));
    settings.put("seed", String.valueOf(plan.seed()));
    settings.put("carried", String.valueOf(carried));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    int modulus = trial.integer("modulus");
    Sums sums = Sums.split(modulus, trial.real("fraction"), trial.whole("seed"));
    Run trained = place.store().run(trial.text("network"));
    List<KeptNetworks.Kept> kept = KeptNetworks.of(trained);
    AdditionNetwork last = AdditionNetwork.of(KeptNetworks.last(trained), modulus);
    AdditionNetwork first = AdditionNetwork.of(kept.getFirst().file(), modulus);
    double[] shares = Fourier.shares(Fourier.energies(last.neuronToLogit(), modulus));
    List<Integer> keys = Fourier.carrying(shares, trial.real("carried"));
    place.add(keys(last, shares, keys));
    Table.Builder spectra =
        Table.named("spectra").text("at", "matrix").integer("frequency").real("energy", "share");
    spectra(spectra, UNTRAINED, first);
    spectra(spectra, TRAINED, last);
    place.add(spectra.build());
    Table.Builder progress =
        Table.named("progress")
            .integer("step")
            .real("restricted_loss", "excluded_loss", "logit_variance")
            .real("embedding_share", "embedding_gini", "neuron_share", "neuron_gini")
            .integer("carrying");
    for (int i = 0; i < kept.size(); i++) {
      if (place.interrupted()) throw new TrialInterrupted();
      AdditionNetwork then = AdditionNetwork.of(kept.get(i).file(), modulus);
      progress.row(measured(kept.get(i).step(), then, sums, keys, trial.real("carried")));
      place.progress((i + 1.0) / kept.size());
    }
    place.add(progress.build());
  }

  private static Table keys(AdditionNetwork last, double[] shares, List<Integer> keys) {
    Table.Builder table =
        Table.named("keys").integer("frequency").real("neuron_share", "logit_variance");
    for (int k : keys) table.row(k, shares[k], last.answers().explained(List.of(k)));
    return table.build();
  }

  private static void spectra(Table.Builder table, String at, AdditionNetwork network) {
    int modulus = network.answers().modulus();
    for (String matrix : List.of(EMBEDDING, NEURONS)) {
      boolean embedding = matrix.equals(EMBEDDING);
      double[] energies =
          Fourier.energies(embedding ? network.embedding() : network.neuronToLogit(), modulus);
      double[] shares = Fourier.shares(energies);
      for (int k = 1; k < energies.length; k++) table.row(at, matrix, k, energies[k], shares[k]);
    }
  }

  private static List<Object> measured(
      long step, AdditionNetwork then, Sums sums, List<Integer> keys, double carried) {
    int modulus = sums.modulus();
    double[] embedding = Fourier.shares(Fourier.energies(then.embedding(), modulus));
    double[] neurons = Fourier.shares(Fourier.energies(then.neuronToLogit(), modulus));
    return List.of(
        step,
        then.answers().restricted(keys),
        then.answers().excluded(keys, sums.training()),
        then.answers().explained(keys),
        Fourier.of(embedding, keys),
        Fourier.gini(embedding),
        Fourier.of(neurons, keys),
        Fourier.gini(neurons),
        Fourier.carrying(neurons, carried).size());
  }
}
