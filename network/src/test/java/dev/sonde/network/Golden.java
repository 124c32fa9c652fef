package dev.sonde.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Gradients;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.model.Tokens;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What PyTorch computed; made by goldens/make.py. */
public record Golden(Checkpoint file) {

  public static Golden of(String name) {
    URL url = Objects.requireNonNull(Golden.class.getResource("/goldens/" + name + ".safetensors"));
    try {
      return new Golden(Checkpoint.open(Path.of(url.toURI())));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The state dict alone. */
  public Checkpoint state() {
    List<Tensor> own =
        file.tensors().stream().filter(tensor -> !tensor.address().contains("/")).toList();
    return Checkpoint.of(file.path(), own, Map.of());
  }

  public Tensor tensor(String name) {
    return file.tensor(name);
  }

  public Array floats(String name) {
    Tensor tensor = tensor(name);
    return Array.of(tensor.toFloats(), tensor.shape().toArray());
  }

  public Array indices(String name) {
    int[][] rows = rows(name);
    return tensor(name).shape().rank() == 1
        ? Array.ofIndices(rows[0], rows[0].length)
        : Tokens.of(rows);
  }

  public int[][] rows(String name) {
    Tensor tensor = tensor(name);
    float[] flat = tensor.toFloats();
    int columns = Math.toIntExact(tensor.shape().extent(tensor.shape().rank() - 1));
    int[][] rows = new int[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) rows[i / columns][i % columns] = (int) flat[i];
    return rows;
  }

  public void requireSame(String name, Array found) {
    assertThat(found.shape()).isEqualTo(tensor(name).shape());
    assertThat(found.toFloats()).as(name).containsExactly(tensor(name).toFloats(), within(1e-5f));
  }

  public void requireSameGradients(Parameters parameters, Gradients gradients) {
    for (Parameter parameter : parameters.all()) {
      assertThat(gradients.toFloats(parameter))
          .as("gradient of " + parameter)
          .containsExactly(tensor("grad/" + parameter.name()).toFloats(), within(1e-5f));
    }
  }
}
