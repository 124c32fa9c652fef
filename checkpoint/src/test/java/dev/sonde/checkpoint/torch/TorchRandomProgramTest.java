package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random pickles of sound opcodes, which get further into the readers than random bytes. */
class TorchRandomProgramTest {

  private static final int PROGRAMS = 20_000;

  private static final List<String> OPCODES =
      List.of(
          "(",
          ")",
          "]",
          "}",
          "t",
          "l",
          "d",
          "a",
          "e",
          "s",
          "u",
          "0",
          "1",
          "2",
          "N",
          "R",
          "b",
          "o",
          "Q",
          "\u0081",
          "\u0085",
          "\u0086",
          "\u0087",
          "\u0088",
          "\u008f",
          "\u0090",
          "\u0091",
          "\u0092",
          "\u0093",
          "\u0094",
          "K\0",
          "K\u0001",
          "K\u0004",
          "J\u00ff\u00ff\u00ff\u00ff",
          "U\u0001a",
          "U\u0000",
          "C\u0001b",
          "h\0",
          "h\u0001",
          "h\u0002",
          "h\u0003",
          "q\0",
          "q\u0001",
          "q\u0002",
          "q\u0003",
          "G\0\0\0\0\0\0\0\0");

  private static final List<String> GLOBALS =
      List.of(
          "torch FloatStorage",
          "torch QInt8Storage",
          "torch.storage UntypedStorage",
          "torch float64",
          "torch Size",
          "torch per_channel_affine",
          "torch._utils _rebuild_tensor_v2",
          "torch._utils _rebuild_tensor_v3",
          "torch._utils _rebuild_parameter",
          "torch._utils _rebuild_qtensor",
          "torch._utils _rebuild_sparse_tensor",
          "torch._utils _rebuild_nested_tensor",
          "torch._tensor _rebuild_from_type_v2",
          "torch.nn.modules.linear Linear",
          "torch.jit._pickle restore_type_tag",
          "collections OrderedDict",
          "numpy.core.multiarray _reconstruct",
          "numpy.core.multiarray scalar",
          "numpy.core.numeric _frombuffer",
          "numpy dtype",
          "_codecs encode",
          "copyreg _reconstructor",
          "os system");

  private static final List<String> TEXTS =
      List.of(
          "storage",
          "0",
          "1",
          "cpu",
          "_parameters",
          "_buffers",
          "_modules",
          "f4",
          "O8",
          "latin1",
          "_non_persistent_buffers_set",
          "conj",
          "<",
          ">",
          "weight",
          "");

  @Test
  void read_randomPrograms_endInTensorsOrOneException() {
    TorchZipReader reader = new TorchZipReader();
    for (int round = 0; round < PROGRAMS; round++) {
      byte[] file = TorchFiles.zip(program(new Random(round)));
      Mutations.holdOne(reader, "x.pt", file, "program " + round);
    }
  }

  private static PickleAssembler program(Random random) {
    PickleAssembler program = TorchFiles.pickle().op("(]q\0q\u0001q\u0002q\u0003");
    for (int i = 5 + random.nextInt(40); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> {
          String[] global = pick(GLOBALS, random).split(" ", 2);
          program.global(global[0], global[1]);
        }
        case 1 -> program.text(pick(TEXTS, random));
        case 2 -> program.tuple(random.nextInt(-1, 4), random.nextInt(-1, 3));
        case 3 -> program.storage("Float", "0", random.nextInt(-1, 6));
        case 4 -> program.vector("0", random.nextInt(6)).op("q" + (char) random.nextInt(4));
        default -> program.op(pick(OPCODES, random));
      }
    }
    return program;
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
