package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.TensorDigest;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files of torch 1.13 (see {@code make_goldens.py}), seen as torch sees them. */
class TorchGoldenTest {

  static Path golden(String name) throws Exception {
    URL url = Objects.requireNonNull(TorchGoldenTest.class.getResource(name), name);
    return Path.of(url.toURI());
  }

  private static Checkpoint open(String name) throws Exception {
    return Checkpoint.open(golden(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types.zip.pt",
        "types.legacy.pt",
        "protocol4.zip.pt",
        "protocol4.legacy.pt",
        "module.zip.pt",
        "module.legacy.pt",
        "training.zip.pt",
        "training.legacy.pt",
        "numpy.protocol2.pt",
        "numpy.protocol4.pt",
        "numpy.long.pt",
        "unusual.zip.pt",
        "unusual.legacy.pt",
        "tensor.pt",
        "storage.pt",
        "scripted.pt",
        "traced.pt"
      })
  void open_fileOfTorch_givesTheTensorsThatTorchSees(String name) throws Exception {
    TensorDigest.assertAsIn(golden("golden.json"), name, open(name));
  }

  /** Made by {@code make_float8_goldens.py}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "float8_e4m3fn",
        "float8_e5m2",
        "float8_e4m3fnuz",
        "float8_e5m2fnuz",
        "float8_e8m0fnu"
      })
  void open_everyCodeOfA8BitFloat_hasTheValueThatTorchGivesIt(String type) throws Exception {
    Checkpoint codes = open("float8.variants.pt");
    assertThat(codes.tensor(type).dtype().label()).isEqualTo(type);
    assertThat(codes.tensor(type).toFloats()).isEqualTo(codes.tensor(type + ".values").toFloats());
  }

  @Test
  void format_isToldByContent() throws Exception {
    assertThat(open("types.zip.pt").format()).isEqualTo("pytorch-zip");
    assertThat(open("types.legacy.pt").format()).isEqualTo("pytorch-legacy");
    assertThat(open("traced.pt").format()).isEqualTo("torchscript");
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.zip.pt", "training.legacy.pt"})
  void metadata_trainingCheckpoint_holdsWhatIsNoTensor(String name) throws Exception {
    assertThat(open(name).metadata())
        .containsEntry("epoch", "12")
        .containsEntry("best", "0.5")
        .containsEntry("name", "'run \\'a\\'\\n'")
        .containsEntry("args.lr", "1e-05")
        .containsEntry("args.layers", "[1, 2]")
        .containsEntry("args.device", "torch.device('cuda', 0)")
        .containsEntry("optimizer.param_groups.0.lr", "0.1")
        .containsEntry(
            "optimizer.param_groups.0.params",
            "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]")
        .containsEntry("seen", "[1, 3]")
        .containsEntry("dtype", "torch.float16")
        .containsEntry("size", "(2, 3)")
        .containsEntry("mapping.a", "[1]")
        .containsEntry("module.in_features", "1");
    assertThat(open(name).notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.zip.pt", "module.legacy.pt"})
  void notes_wholeModule_sayWhatIsLeftOutAndWhoseClassItIs(String name) throws Exception {
    Checkpoint module = open(name);
    assertThat(module.metadata())
        .containsEntry("class", "__main__.Positional")
        .containsEntry("width", "3")
        .containsEntry("rnn.hidden_size", "2");
    assertThat(module.notes())
        .containsExactly(
            "would import __main__ and make an object of __main__.Positional when unpickled:"
                + " not run, its values are read as data",
            "'fleeting' is left out: the module's state dict does not hold it",
            "'plain' is left out: the module's state dict does not hold it");
  }

  @Test
  void metadata_numpyScalar_isItsNumber() throws Exception {
    assertThat(open("numpy.protocol2.pt").metadata())
        .containsEntry("scalar", "2.5")
        .containsEntry("count", "18446744073709551615");
  }

  @Test
  void notes_numpyArraysOfObjects_sayThatTheyAreLeftOut() throws Exception {
    assertThat(open("numpy.protocol4.pt").notes())
        .containsExactly(
            "'objects' is left out: a NumPy array of type numpy.dtype('O8', False, True)",
            "'words' is left out: a NumPy array of type numpy.dtype('U1', False, True)");
  }

  @Test
  void metadata_quantisedAndSparseTensors_holdsScalesAndSizes() throws Exception {
    assertThat(open("unusual.zip.pt").metadata())
        .containsEntry("per_tensor.scheme", "torch.per_tensor_affine")
        .containsEntry("per_tensor.scale", "0.5")
        .containsEntry("per_tensor.zero_point", "3")
        .containsEntry("per_channel.axis", "0")
        .containsEntry("coo.size", "(2, 2)")
        .containsEntry("csr.size", "(2, 2)");
  }
}
