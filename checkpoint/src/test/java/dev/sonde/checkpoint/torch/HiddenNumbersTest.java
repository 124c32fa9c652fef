package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.pickle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Numbers that are in no parameter and no buffer: packed by quantised modules, in the state of
 * tensor subclasses, in plain attributes; see {@code make_quantised_goldens.py}.
 */
class HiddenNumbersTest {

  @Test
  void open_quantisedModule_givesWhatItsStateDictGives() throws Exception {
    Checkpoint module = Checkpoint.open(TorchGoldenTest.golden("quantised.module.pt"));
    Checkpoint state = Checkpoint.open(TorchGoldenTest.golden("quantised.state.pt"));
    List<Tensor> expected =
        // Python numbers in the module, tensors only in its state dict.
        state.tensors().stream()
            .filter(t -> !t.address().matches(".*\\.(scale|zero_point)"))
            .toList();
    assertThat(expected).hasSize(19);
    assertThat(module.tensors())
        .map(Tensor::address)
        .containsExactlyElementsOf(expected.stream().map(Tensor::address).toList());
    for (Tensor tensor : expected) {
      assertThat(module.tensor(tensor.address()).toDoubles()).isEqualTo(tensor.toDoubles());
    }
    assertThat(module.metadata())
        .containsEntry("conv.scale", "0.25")
        .containsEntry("conv.zero_point", "3")
        .containsEntry("fc._packed_params._packed_params.0.scale", "0.05");
  }

  @Test
  void notes_tensorsInAPlainList_sayThatTheyAreLeftOut() throws Exception {
    assertThat(Checkpoint.open(TorchGoldenTest.golden("quantised.module.pt")).notes())
        .contains("'kept' is left out: the module's state dict does not hold it")
        .noneMatch(note -> note.contains("_flat_weights") || note.contains("rnn"));
  }

  @Test
  void open_tensorSubclasses_givesTheTensorsOfTheirState() throws Exception {
    Checkpoint wrappers = Checkpoint.open(TorchGoldenTest.golden("wrappers.pt"));
    assertThat(wrappers.tensors())
        .map(Tensor::address)
        .containsExactly(
            "one.inner",
            "one.scale",
            "nested.inner.inner",
            "nested.inner.scale",
            "nested.scale",
            "parameter.inner",
            "parameter.scale",
            "noted",
            "noted.importance");
    assertThat(wrappers.tensor("nested.inner.inner").toFloats())
        .containsExactly(10, 11, 12, 13, 14, 15);
    assertThat(wrappers.tensor("noted.importance").toFloats()).containsExactly(4, 5);
    assertThat(wrappers.metadata()).containsEntry("one.group_size", "2");
    assertThat(wrappers.metadata().get("one")).contains("torch.bfloat16", "(2, 3)");
    assertThat(wrappers.notes())
        .containsExactly("would import __main__.Wrapper when unpickled: not imported");
  }

  @Test
  void open_wrapperThatHoldsNoTensor_isNoted() {
    assertThat(read(wrapper(state -> state.op("}").text("width").integer(3).op("s"))).notes())
        .contains("'w' is left out: it is a wrapper without numbers of its own");
  }

  @Test
  void open_wrapperWithSlots_readsBothDicts() {
    Contents contents =
        read(
            wrapper(
                state ->
                    state
                        .op("(}")
                        .text("a")
                        .vector("0", 4)
                        .op("s}")
                        .text("b")
                        .vector("0", 4)
                        .op("st")));
    assertThat(contents.tensors().keySet()).containsExactly("w.a", "w.b");
  }

  @Test
  void open_wrapperThatHoldsItself_ends() {
    Contents contents = read(wrapper(state -> state.op("}q\u0001").text("self").op("h\u0001s")));
    assertThat(contents.notes()).anyMatch(note -> note.contains("refers back to itself"));
  }

  private interface State {
    PickleAssembler in(PickleAssembler pickle);
  }

  private static PickleAssembler wrapper(State state) {
    PickleAssembler pickle =
        pickle().op("}").text("w").global("torch._tensor", "_rebuild_from_type_v2").op("(");
    pickle.global("torch._utils", "_rebuild_wrapper_subclass").global("mine", "Wrapper");
    pickle.op("(").global("mine", "Wrapper").global("torch", "bfloat16").tuple(2, 2).op("t");
    return state.in(pickle).op("tRs");
  }

  private static Contents read(PickleAssembler pickle) {
    return TorchFiles.read(new TorchZipReader(), TorchFiles.zip(pickle));
  }
}
