package dev.sonde.study.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.checkpoint.SharedData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateAnalysisTest {
  @Test
  void trial() throws IOException {
    for (String name : List.of("tomita3_gru_1_20_1_gpu.pt", "tomita7_gru_1_20_1_gpu.pt")) {
      Machine machine =
          Minimal.of(DotReader.read(SharedData.path("automata/tomita_" + name.charAt(6) + ".dot")))
              .machine();
      long t = System.nanoTime();
      try (StateNetwork network = NetworkFile.open(SharedData.path("rnn-fsm/" + name), machine)) {
        long[] last = {System.nanoTime()};
        Map<String, Double> time = new LinkedHashMap<>();
        StateAnalysis a =
            StateAnalysis.of(
                    network,
                    machine,
                    StateAnalysis.Settings.defaults(),
                    n -> {
                      time.put(n, (System.nanoTime() - last[0]) / 1e9);
                      last[0] = System.nanoTime();
                    })
                .analysis();
        System.out.printf(
            "%s acc %.4f %d %d %s%n", name, a.accuracy(), a.vectors(), a.states(), a.outputs());
        for (StateAnalysis.Result r : a.clusterings())
          System.out.printf(
              "%-16s %4d amb %.4f w %.4f max %.3f hom %.3f com %.3f nmi %.3f noise %.4f  %.2fs%n",
              r.name(),
              r.clusters(),
              r.ambiguity(),
              r.weighted(),
              r.max(),
              r.homogeneity(),
              r.completeness(),
              r.nmi(),
              r.noise(),
              time.get(r.name()));
        System.out.println((System.nanoTime() - t) / 1e9);
      }
    }
    assertThat(1.0).isEqualTo(1, within(.1));
  }
}
