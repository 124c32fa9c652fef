package dev.sonde.network.program.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.torch.TorchModule;
import dev.sonde.checkpoint.zip.ZipAssembler;
import dev.sonde.file.InputException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.ProgramModel;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.Limits;
import dev.sonde.network.program.Program;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules and state dicts that want more than to compute: one error each. */
class ModuleAttacksTest {

  private static final String NN = "torch.nn.modules.";

  private static Tensor numbers(String address, long... shape) {
    return Tensor.ofFloats(
        address, Shape.of(shape), new float[Math.toIntExact(Shape.of(shape).count())]);
  }

  private static TorchModule module(
      String type, Map<String, PickleValue> settings, TorchModule... children) {
    Map<String, TorchModule> named = new LinkedHashMap<>();
    for (int i = 0; i < children.length; i++) named.put(Integer.toString(i), children[i]);
    return new TorchModule(type, "", settings, named);
  }

  private static PickleValue whole(long number) {
    return new PickleValue.Int(number);
  }

  private static void run(Program program, Array x) {
    Executor executor = Executor.of(program, new Limits(20_000, 1 << 28, 1000, 50));
    Checkpoint file = Checkpoint.of(Path.of("m.pt"), executor.parameters(), Map.of());
    try (Scope _ = new Scope();
        Parameters loaded = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      loaded.load(file);
      try (Pass pass = Pass.evaluating(loaded, List.of())) {
        executor.run(pass, Map.of("in0", x)).values().forEach(Array::shape);
      }
    }
  }

  private static void refused(String message, TorchModule module, Tensor... tensors) {
    Checkpoint file = Checkpoint.of(Path.of("m.pt"), List.of(tensors), Map.of());
    assertThatThrownBy(
            () -> {
              try (Scope _ = new Scope()) {
                Array x = Array.zeros(1, 3, 4, 4);
                run(ModuleProgram.read(file, module).orElseThrow(), x);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void classesThatAreNotKnown_areNotGuessed() {
    Checkpoint file = Checkpoint.of(Path.of("m.pt"), List.of(), Map.of());
    for (String type : List.of("os.system", "my.Net", "", "torch.nn.modules.linear.Evil")) {
      assertThat(ModuleProgram.read(file, module(type, Map.of()))).as(type).isEmpty();
    }
    TorchModule inner = new TorchModule("my.Block", "0", Map.of(), Map.of());
    refused(
        "module '0' (my.Block): what this class computes is code that is not in the file. Where it"
            + " was made, write torch.export.save(",
        module(NN + "container.Sequential", Map.of(), inner));
  }

  @Test
  void settingsThatLie_areRefused() {
    TorchModule pool =
        module(NN + "pooling.AdaptiveAvgPool2d", Map.of("output_size", whole(1L << 20)));
    refused("it may make", pool);
    refused("", module(NN + "pooling.MaxPool2d", Map.of("kernel_size", new PickleValue.Text("x"))));
    refused(
        "it may make",
        module(
            NN + "padding.ConstantPad2d",
            Map.of("padding", whole(2_000_000_000), "value", whole(0))));
    refused(
        "layers",
        module(NN + "rnn.LSTM", Map.of("num_layers", whole(1L << 40))),
        numbers("weight_hh_l0", 4, 1),
        numbers("weight_ih_l0", 4, 1));
    refused("it has no 'weight'", module(NN + "linear.Linear", Map.of()));
    refused(
        "",
        module(NN + "conv.Conv2d", Map.of("stride", whole(0), "groups", whole(-3))),
        numbers("weight", 2, 3, 1, 1));
  }

  @Test
  void modulesInThemselves_areEnded() {
    TorchModule deep = module(NN + "linear.Identity", Map.of());
    for (int i = 0; i < 100; i++) deep = module(NN + "container.Sequential", Map.of(), deep);
    refused("deeper than 64", deep);
  }

  private static Optional<Program> stateDict(Tensor... tensors) {
    Checkpoint file = Checkpoint.of(Path.of("m.pt"), List.of(tensors), Map.of());
    return StateDictProgram.read(file, Optional.of("relu"), Optional.of("tanh"));
  }

  @Test
  void shapesThatLie_areRefused() {
    assertThat(stateDict(numbers("a.weight", 3, 2), numbers("b.weight", 4, 2))).isEmpty();
    assertThat(stateDict(numbers("a.weight", 3, 2), numbers("a.bias", 2))).isEmpty();
    assertThat(stateDict(numbers("rnn.weight_hh_l0", 7, 2))).isEmpty();
    assertThat(stateDict(numbers("a.weight", 0, 2))).isPresent();
    assertThatThrownBy(
            () ->
                stateDict(
                    numbers("conv1.weight", 8),
                    numbers("bn1.weight", 8),
                    numbers("layer1.0.conv1.weight", 8, 8, 3, 3),
                    numbers("layer4.0.conv1.weight", 8, 8, 3, 3),
                    numbers("fc.weight", 2, 8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'conv1.weight' has shape [8], expected 4 axes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relu6", "os.system", "RELU\u001b[31m"})
  void activations_areOfAList(String word) {
    Checkpoint file =
        Checkpoint.of(
            Path.of("m.pt"),
            List.of(numbers("a.weight", 3, 2), numbers("b.weight", 4, 3)),
            Map.of());
    assertThatThrownBy(() -> StateDictProgram.read(file, Optional.of(word), Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("activation, one of relu, tanh");
  }

  /**
   * A whole module whose child is what a command would return: nothing is called, and the child is
   * no module.
   */
  @Test
  void modulesThatCallThings_areNotRun(@TempDir Path folder) throws IOException {
    Path marker = folder.resolve("evil-ran");
    byte[] pickle =
        new PickleAssembler()
            .op("\u0080\u0002")
            .global("torch.nn.modules.container", "Sequential")
            .op(")\u0081}(")
            .text("training")
            .op("\u0089")
            .text("_modules")
            .op("}(")
            .text("0")
            .global("posix", "system")
            .text("touch " + marker)
            .op("\u0085Ruub")
            .stop();
    Path file =
        Files.write(
            folder.resolve("evil.pt"), new ZipAssembler().stored("evil/data.pkl", pickle).done());
    assertThat(Checkpoint.open(file).notes())
        .anyMatch(note -> note.startsWith("would call os.system('touch "));
    assertThatThrownBy(() -> Network.open(file, ProgramModel.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString());
    assertThat(marker).doesNotExist();
  }
}
