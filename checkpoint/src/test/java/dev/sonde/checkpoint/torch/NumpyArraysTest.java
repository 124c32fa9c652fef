package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.floats;
import static dev.sonde.checkpoint.torch.TorchFiles.pickle;
import static dev.sonde.checkpoint.torch.TorchFiles.read;
import static dev.sonde.checkpoint.torch.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What NumPy's own pickles (see the goldens) do not show: other protocols, versions and lies. */
class NumpyArraysTest {

  private static PickleAssembler start() {
    return pickle().op("}").text("a");
  }

  private static Contents contents(PickleAssembler value) {
    return read(new TorchZipReader(), zip(value.op("s")));
  }

  private static Tensor array(PickleAssembler value) {
    return Objects.requireNonNull(contents(value).tensors().get("a"));
  }

  private static void refused(PickleAssembler value, String words) {
    assertThatThrownBy(() -> array(value).toFloats())
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("x.pt")
        .hasMessageContaining(words);
  }

  private static PickleAssembler dtype(PickleAssembler to, String code, String order) {
    to.global("numpy", "dtype").text(code).op("\u0089\u0088\u0087R(K\u0003");
    return to.text(order).op("NNNtb");
  }

  /** {@code _reconstruct(…)} up to the state's data: version, shape, dtype, column-major or not. */
  private static PickleAssembler state(String module, String code, boolean fortran, long... shape) {
    PickleAssembler state = start().global(module, "_reconstruct").global("numpy", "ndarray");
    state.op("K\0\u0085C\u0001b\u0087R(K\u0001").tuple(shape);
    return dtype(state, code, "<").op(fortran ? "\u0088" : "\u0089");
  }

  @Test
  void read_arrayOfNumpyTwo_isRead() {
    PickleAssembler two = state("numpy._core.multiarray", "f4", false, 2, 2).op("C\u0010");
    assertThat(array(two.bytes(floats(1, 2, 3, 4)).op("tb")).toFloats())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_columnMajorStringOfPythonTwo_isRead() {
    PickleAssembler old = state("numpy.core.multiarray", "f4", true, 2, 2).op("U\u0010");
    assertThat(array(old.bytes(floats(1, 2, 3, 4)).op("tb")).toFloats())
        .containsExactly(1, 3, 2, 4);
  }

  @Test
  void read_frombufferOfProtocolFive_isRead() {
    PickleAssembler five = start().global("numpy._core.numeric", "_frombuffer").op("(\u0096");
    five.little(8, 16).bytes(floats(1, 2, 3, 4));
    Tensor array = array(dtype(five, "f4", "<").tuple(2, 2).text("F").op("tR"));
    assertThat(array.toFloats()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void read_emptyBytesOfProtocolTwo_areNone() {
    PickleAssembler empty = state("numpy.core.multiarray", "f4", false, 0, 3);
    assertThat(array(empty.global("__builtin__", "bytes").op(")Rtb")).count()).isZero();
  }

  @Test
  void read_arrayWithoutState_isRefused() {
    PickleAssembler bare = start().global("numpy.core.multiarray", "_reconstruct");
    refused(bare.global("numpy", "ndarray").op("K\0\u0085C\u0001b\u0087R"), "without its state");
  }

  @Test
  void read_textThatIsNotLatin1_isRefused() {
    PickleAssembler text = state("numpy.core.multiarray", "u1", false, 1);
    text.global("_codecs", "encode").text("€").text("latin1").op("\u0086Rtb");
    refused(text, "not Latin-1");
  }

  @ParameterizedTest
  @CsvSource({
    "'é', 69999, more bytes than the array takes",
    "'é', 70001, 70000 bytes for an array of 70001",
    "'€', 70000, not Latin-1",
    "'é', 999999, elements from 140000 characters"
  })
  void read_longTextThatDoesNotFitItsArray_isRefused(String character, long count, String words) {
    PickleAssembler text = state("numpy.core.multiarray", "u1", false, count);
    text.global("_codecs", "encode").text(character.repeat(70_000)).text("latin1");
    refused(text.op("\u0086Rtb"), words);
  }

  @Test
  void read_dataOfAnotherKind_isLeftOutWithANote() {
    PickleAssembler odd = state("numpy.core.multiarray", "f4", false, 1).op("Ntb");
    assertThat(contents(odd).notes())
        .containsExactly("'a' is left out: a NumPy array made of None");
  }

  @ParameterizedTest
  @CsvSource({
    "b1, 1, True",
    "u1, 255, 255",
    "i1, 255, -1",
    "i8, 9223372036854775807, 9223372036854775807",
    "u8, -1, 18446744073709551615",
    "u8, 7, 7",
    "f8, 4607182418800017408, 1.0"
  })
  void read_scalar_isItsNumber(String code, long bits, String text) {
    int width = Integer.parseInt(code.substring(1));
    PickleAssembler scalar = start().global("numpy.core.multiarray", "scalar");
    dtype(scalar, code, "<").op("C").little(1, width).little(width, bits).op("\u0086R");
    assertThat(contents(scalar).metadata()).containsEntry("a", text);
  }

  @Test
  void read_bigEndianScalar_isSwapped() {
    PickleAssembler scalar = start().global("numpy.core.multiarray", "scalar");
    dtype(scalar, "i4", ">").op("C\u0004\0\0\u0001\0").op("\u0086R");
    assertThat(contents(scalar).metadata()).containsEntry("a", "256");
  }

  @Test
  void read_complexScalar_isATensorWithoutAxes() {
    PickleAssembler scalar = start().global("numpy.core.multiarray", "scalar");
    dtype(scalar, "c8", "<").op("C\u0008").bytes(floats(1, 2)).op("\u0086R");
    Tensor number = array(scalar);
    assertThat(number.dtype()).isEqualTo(DType.COMPLEX64);
    assertThat(number.asReal().toFloats()).containsExactly(1, 2);
  }

  @Test
  void read_scalarOfTooFewBytes_isRefused() {
    PickleAssembler scalar = start().global("numpy.core.multiarray", "scalar");
    refused(dtype(scalar, "f8", "<").op("C\u0004abcd").op("\u0086R"), "needs bytes 0 to 8");
  }
}
