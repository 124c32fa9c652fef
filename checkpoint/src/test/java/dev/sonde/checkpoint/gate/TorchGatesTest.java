package dev.sonde.checkpoint.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against PyTorch's own layers and exports; see make_goldens.py. */
class TorchGatesTest {

  private static final int STEPS = 5;
  private static final int INPUTS = 3;
  private static final int HIDDEN = 4;

  private final Checkpoint golden = Checkpoint.open(resource("recurrent.safetensors"));

  static Path resource(String name) {
    URL url = Objects.requireNonNull(TorchGatesTest.class.getResource(name));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "rnn", "projected", "unbiased"})
  void blocks_inTheTextbooksEquations_giveWhatPyTorchComputes(String layer) {
    double[][] values = rows(golden.tensor("x"), INPUTS);
    for (String suffix : List.of("", "_l1")) {
      double[][] forward = run(layer, suffix, values, false);
      double[][] backward = run(layer, suffix + "_reverse", values, true);
      for (int t = 0; t < STEPS; t++) values[t] = joined(forward[t], backward[t]);
    }
    double[] expected = golden.tensor("y." + layer).toDoubles();
    int i = 0;
    for (double[] state : values) {
      for (double value : state) assertThat(value).isCloseTo(expected[i++], within(1e-6));
    }
    assertThat(i).isEqualTo(expected.length);
  }

  private double[][] run(String layer, String suffix, double[][] values, boolean backward) {
    Recurrence cell = new Recurrence(golden, layer, suffix);
    boolean projects = layer.equals("projected");
    double[] h = new double[projects ? 2 : HIDDEN];
    double[] c = new double[HIDDEN];
    double[][] states = new double[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      int t = backward ? STEPS - 1 - step : step;
      h =
          switch (layer) {
            case "rnn" -> cell.rnn(values[t], h);
            case "gru", "unbiased" -> cell.gru(values[t], h);
            default -> cell.lstm(values[t], h, c);
          };
      if (projects) h = project(suffix, h);
      states[t] = h;
    }
    return states;
  }

  private double[] project(String suffix, double[] h) {
    String tail = suffix.startsWith("_l1") ? suffix : "_l0" + suffix;
    double[] matrix = golden.tensor("projected.weight_hr" + tail).toDoubles();
    double[] projected = new double[2];
    for (int i = 0; i < matrix.length; i++) projected[i / HIDDEN] += matrix[i] * h[i % HIDDEN];
    return projected;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstmcell", "grucell", "rnncell"})
  void cells_giveWhatPyTorchComputes(String layer) {
    Recurrence cell = new Recurrence(golden, layer, "");
    double[][] x = rows(golden.tensor("x"), INPUTS);
    double[][] expected = rows(golden.tensor("y." + layer), HIDDEN);
    double[] h = new double[HIDDEN];
    double[] c = new double[HIDDEN];
    for (int t = 0; t < STEPS; t++) {
      h =
          switch (layer) {
            case "rnncell" -> cell.rnn(x[t], h);
            case "grucell" -> cell.gru(x[t], h);
            default -> cell.lstm(x[t], h, c);
          };
      assertThat(h).containsExactly(expected[t], within(1e-6));
    }
  }

  /** PyTorch's exporter reorders gates for ONNX; the blocks must be the same bytes again. */
  @ParameterizedTest
  @CsvSource({"lstm, LSTM", "gru, GRU", "rnn, RNN"})
  void onnxExport_hasTheSameBlocks(String layer, String operator) {
    Checkpoint model = Checkpoint.open(resource(layer + ".onnx"));
    List<Tensor> blocks = golden.match(layer + "/*");
    int gates = Cell.valueOf(operator).gates().length();
    assertThat(blocks).hasSize(2 * 2 * 4 * gates);
    for (Tensor block : blocks) {
      String name = block.address().substring(layer.length() + 1);
      String node = name.contains("_l1") ? operator + "_1" : operator;
      Tensor exported = model.tensor("/layer/" + node + "/" + name.replace("_l1", ""));
      assertThat(exported.shape()).isEqualTo(block.shape());
      assertThat(LogicalBytes.of(exported)).as(name).isEqualTo(LogicalBytes.of(block));
    }
    assertThat(model.withGates().tensors())
        .extracting(Tensor::address)
        .filteredOn(address -> address.startsWith("/layer/" + operator) && address.contains("_i"))
        .hasSize(2 * 2 * 2 * gates);
  }

  @Test
  void withGates_replacesWholesInPlace() {
    Checkpoint split = golden.withGates();
    assertThat(split.match("gru/*_l1"))
        .extracting(Tensor::address)
        .containsExactly(
            "gru/W_ir_l1",
            "gru/W_iz_l1",
            "gru/W_in_l1",
            "gru/W_hr_l1",
            "gru/W_hz_l1",
            "gru/W_hn_l1",
            "gru/b_ir_l1",
            "gru/b_iz_l1",
            "gru/b_in_l1",
            "gru/b_hr_l1",
            "gru/b_hz_l1",
            "gru/b_hn_l1");
    assertThat(split.has("gru.weight_ih_l0")).isFalse();
    assertThat(split.tensor("projected.weight_hr_l0").count()).isEqualTo(8);
    assertThat(count(split)).isEqualTo(count(golden));
    assertThat(split.withGates().tensors()).hasSameSizeAs(split.tensors());
  }

  private static long count(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().mapToLong(Tensor::count).sum();
  }

  private static double[][] rows(Tensor tensor, int width) {
    double[] all = tensor.toDoubles();
    double[][] rows = new double[all.length / width][width];
    for (int i = 0; i < all.length; i++) rows[i / width][i % width] = all[i];
    return rows;
  }

  private static double[] joined(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
