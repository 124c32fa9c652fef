package dev.sonde.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The list of operators that files may call. */
class OperatorListTest {

  @Test
  void theListIsWhatItsMakerMakesOfTheBundledLibrary() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Operators.class.getResourceAsStream("operators.txt"))) {
      String listed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(listed.lines().toList()).isEqualTo(OperatorList.lines());
    }
  }

  @Test
  void everySchemaParsesAndIsFoundByItsOverload() {
    for (String line : OperatorList.lines()) {
      Schema schema = Schema.parse(line);
      assertThat(line).startsWith(schema.called() + "(");
      assertThat(Operators.find(schema.name(), schema.overload())).as(line).isPresent();
    }
  }

  @Test
  void nothingThatOpensFilesOrReachesOutsideIsListed() {
    for (String refused :
        new String[] {
          "aten::from_file",
          "aten::set_",
          "aten::record_stream",
          "aten::resize_",
          "aten::cudnn_convolution",
          "aten::_foreach_add",
          "aten::to_sparse",
          "aten::pin_memory",
          "c10d::send",
          "prim::Print",
          "quantized::linear_prepack"
        }) {
      assertThat(Operators.named(refused)).as(refused).isEmpty();
    }
  }
}
