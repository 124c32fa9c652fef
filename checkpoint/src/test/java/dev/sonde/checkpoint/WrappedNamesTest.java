package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappedNamesTest {

  private static Checkpoint checkpoint(String path, String... names) {
    List<Tensor> tensors =
        Stream.of(names).map(n -> Tensor.ofFloats(n, Shape.of(1), new float[] {1})).toList();
    return Checkpoint.of(Path.of(path), tensors, Map.of());
  }

  private static List<String> names(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().map(Tensor::address).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "module.fc.weight, fc.weight",
    "_orig_mod.module.fc.weight, fc.weight",
    "state_dict.model.fc.weight, fc.weight",
    "layers.0._orig_mod.weight, layers.0.weight",
    "encoder.model.weight, encoder.model.weight",
    "model, model",
    "module.module, module"
  })
  void core_isTheNameWithoutItsWrappers(String address, String core) {
    assertThat(WrappedNames.core(address)).isEqualTo(core);
  }

  @Test
  void align_wrappedModel_isCalledAsTheReference_andSaysSo() {
    Checkpoint plain = checkpoint("a.pt", "fc.weight", "fc.bias", "head.weight");
    Checkpoint wrapped = checkpoint("b.pt", "module.fc.weight", "module.fc.bias", "other");
    Checkpoint aligned = WrappedNames.align(plain, wrapped);
    assertThat(names(aligned)).containsExactly("fc.weight", "fc.bias", "other");
    assertThat(aligned.notes())
        .containsExactly(
            "2 of 3 tensors of b.pt are called as in a.pt: 'module.fc.weight' is 'fc.weight'");
  }

  @Test
  void align_anyWordBeforeAllNames_isSeenThroughFromBothSides() {
    Checkpoint plain = checkpoint("a.pt", "fc.weight", "fc.bias");
    Checkpoint gan =
        checkpoint("b.pt", "state_dict.net.fc.weight", "state_dict.net.fc.bias", "step");
    assertThat(names(WrappedNames.align(plain, gan)))
        .containsExactly("fc.weight", "fc.bias", "step");
    assertThat(names(WrappedNames.align(gan, plain)))
        .containsExactly("state_dict.net.fc.weight", "state_dict.net.fc.bias");
  }

  @Test
  void align_twoWordsBeforeAllNames_orOneNameAlone_staysAsItIs() {
    Checkpoint plain = checkpoint("a.pt", "fc.weight", "fc.bias");
    Checkpoint both = checkpoint("b.pt", "g.fc.weight", "g.fc.bias", "d.fc.weight", "d.fc.bias");
    assertThat(WrappedNames.align(plain, both)).isSameAs(both);
    Checkpoint part = checkpoint("c.pt", "g.fc.weight", "h.bias");
    assertThat(WrappedNames.align(plain, part)).isSameAs(part);
    Checkpoint other = checkpoint("d.pt", "fc.weight", "net.fc.bias");
    assertThat(WrappedNames.align(plain, other)).isSameAs(other);
    Checkpoint one = checkpoint("e.pt", "w");
    Checkpoint more = checkpoint("f.pt", "net.w");
    assertThat(WrappedNames.align(one, more)).isSameAs(more);
  }

  @Test
  void align_nameThatCouldMeanTwo_staysAsItIs() {
    Checkpoint two = checkpoint("a.pt", "module.fc", "model.fc");
    Checkpoint one = checkpoint("b.pt", "fc");
    assertThat(WrappedNames.align(two, one)).isSameAs(one);
    assertThat(WrappedNames.align(one, two)).isSameAs(two);
  }

  @Test
  void tensor_endOfOneAddress_isThatTensor() {
    Checkpoint model = checkpoint("m.pt", "model.a.weight", "model.ba.weight", "model.a.bias");
    assertThat(model.tensor("a.weight").address()).isEqualTo("model.a.weight");
    assertThat(model.match("a.bias")).map(Tensor::address).containsExactly("model.a.bias");
    assertThat(model.match("weight")).isEmpty();
    assertThat(model.match("*.weight")).isEmpty();
    assertThatThrownBy(() -> model.tensor("weight"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "m.pt: no tensor 'weight' among its 3 tensors; 2 end so: model.a.weight,"
                + " model.ba.weight");
  }
}
