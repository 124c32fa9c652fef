package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalMetricTest {
  private final EvalQuestion question = new EvalQuestion();

  @TempDir private Path folder;

  private EvalSettings settings(List<Path> models, String... metrics) throws Exception {
    return Asked.settings(
        EvalSettings.class,
        "model",
        models,
        "input",
        MadeNetwork.inputs(folder),
        "labels",
        MadeNetwork.labels(folder),
        "metric",
        List.of(metrics));
  }

  private List<EvalAnswer.Judged> judged(EvalSettings settings) throws Exception {
    return ((EvalAnswer.OfNetworks) Asked.answer(question, settings)).networks();
  }

  /** What SQL makes of the rows is what the evaluation sums up by itself. */
  @Test
  void ownMetric_agreesWithTheEvaluation() throws Exception {
    EvalSettings settings =
        settings(
            List.of(MadeNetwork.perceptron(folder, "a.safetensors", 1)),
            "avg(case when predicted = label then 1.0 else 0 end)",
            "avg(loss)",
            "avg(-ln(case label when 0 then p_0 when 1 then p_1 else p_2 end))",
            "max(abs(p_0 + p_1 + p_2 - 1))",
            "count(*)",
            "max(index)",
            "count(*) filter (label = 2 and predicted = 0)");
    EvalAnswer.Judged one = judged(settings).getFirst();
    List<Double> values = one.metrics().stream().map(EvalAnswer.Measured::value).toList();
    assertThat(values.get(0)).isEqualTo(one.evaluation().score().accuracy(), within(1e-12));
    assertThat(values.get(1)).isEqualTo(one.evaluation().score().loss(), within(1e-9));
    assertThat(values.get(2)).isEqualTo(one.evaluation().score().loss(), within(1e-6));
    assertThat(values.get(3)).isLessThan(1e-9);
    assertThat(values.get(4)).isEqualTo(MadeNetwork.INPUTS);
    assertThat(values.get(5)).isEqualTo(MadeNetwork.INPUTS - 1);
    assertThat(values.get(6)).isEqualTo((double) one.evaluation().confusion().get(2).get(0));
    assertThat(Asked.page(question, settings, new EvalAnswer.OfNetworks(List.of(one))))
        .contains("avg(loss)");
  }

  @Test
  void severalNetworks_haveASpreadOfTheMetric() throws Exception {
    EvalSettings settings =
        settings(
            List.of(
                MadeNetwork.perceptron(folder, "a.safetensors", 1),
                MadeNetwork.perceptron(folder, "b.safetensors", 2)),
            "avg(p_1)");
    List<EvalAnswer.Judged> all = judged(settings);
    double a = all.get(0).metrics().getFirst().value();
    double b = all.get(1).metrics().getFirst().value();
    assertThat(question.document(settings, new EvalAnswer.OfNetworks(all)).toString())
        .contains("mean=" + (a + b) / 2);
  }

  /** As in {@code sonde sql}: no file, no extension, no setting; nor anything but one number. */
  @Test
  void whatIsNoMetric_isRefused() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    for (String metric :
        List.of(
            "(select count(*) from read_csv('/etc/passwd'))",
            "1) from predictions; install httpfs; select (1",
            "1) from predictions; copy predictions to '/tmp/sonde-metric.csv'; select (1",
            "1) from predictions; set enable_external_access = true; select (1",
            "predicted",
            "'text'",
            "avg(nothing)")) {
      assertThatThrownBy(() -> judged(settings(List.of(model), metric)))
          .as(metric)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("predicted, loss");
    }
    assertThat(Path.of("/tmp/sonde-metric.csv")).doesNotExist();
  }
}
