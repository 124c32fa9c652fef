package dev.sonde.network.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.CifarResNet;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.FileWiring;
import dev.sonde.network.model.Model;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.model.Stage;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.wiring.Wiring.Kind;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network of CIFAR-10 (He et al. 2016), exported three ways, is wired in one way. */
class FileWiringTest {

  private static Wiring of(Path file) {
    return FileWiring.of(file).orElseThrow();
  }

  /** From which modules at depth one each reads, itself left out. */
  private static Set<String> modules(Wiring wiring) {
    Set<String> pairs = new LinkedHashSet<>();
    for (Wiring.Node node : wiring.nodes()) {
      for (int source : node.sources()) {
        String from = block(wiring.nodes().get(source));
        String to = block(node);
        if (!from.equals(to) && !from.isEmpty() && !to.isEmpty()) pairs.add(from + " " + to);
      }
    }
    return pairs;
  }

  private static String block(Wiring.Node node) {
    return node.module().startsWith("layer") ? node.module().substring(0, 8) : "";
  }

  private static final List<String> CHAIN =
      List.of(
          "layer1.0",
          "layer1.1",
          "layer1.2",
          "layer2.0",
          "layer2.1",
          "layer2.2",
          "layer3.0",
          "layer3.1",
          "layer3.2");

  private static void assertResidual(Wiring wiring) {
    List<String> chain = new ArrayList<>();
    for (int i = 1; i < CHAIN.size(); i++) chain.add(CHAIN.get(i - 1) + " " + CHAIN.get(i));
    assertThat(modules(wiring)).containsExactlyElementsOf(chain);
    assertThat(wiring.complete()).isTrue();
    long convolutions = wiring.nodes().stream().filter(FileWiringTest::isConvolution).count();
    assertThat(convolutions).isEqualTo(19);
    List<Wiring.Node> sums =
        wiring.nodes().stream()
            .filter(node -> node.operator().toLowerCase(Locale.ROOT).matches("add_?"))
            .filter(node -> CHAIN.contains(node.module())) // batch norms count by adding, too
            .toList();
    // Where a program chooses, both branches are in the wiring: it may come from more.
    assertThat(sums).hasSize(9).allMatch(node -> node.sources().size() >= 2);
  }

  /** {@code Conv}, {@code conv2d}, and {@code _convolution} as traces call it. */
  private static boolean isConvolution(Wiring.Node node) {
    return node.operator().toLowerCase(Locale.ROOT).matches("_?conv(2d|olution)?");
  }

  @Test
  void onnxGraph_hasItsResiduals() {
    assertResidual(of(SharedData.path("onnx/resnet20-cifar10.onnx")));
  }

  @Test
  void exportedProgram_hasItsResiduals() {
    assertResidual(of(SharedData.beside("networks/pt2/resnet20-cifar10.pt2")));
  }

  @Test
  void torchScript_hasItsResiduals() {
    assertResidual(of(SharedData.beside("networks/torchscript/resnet20-cifar10.traced.t113.pt")));
    assertResidual(of(SharedData.beside("networks/torchscript/resnet20-cifar10.scripted.t214.pt")));
  }

  @Test
  void sources_standBeforeWhatReadsThemAndAllIsReached() {
    for (String file :
        List.of("pt2/tiny-vit.pt2", "pt2/cond.pt2", "torchscript/control-flow.scripted.t214.pt")) {
      Wiring wiring = of(SharedData.beside("networks/" + file));
      for (int i = 0; i < wiring.nodes().size(); i++) {
        int place = i;
        assertThat(wiring.nodes().get(i).sources()).as(file).allMatch(source -> source < place);
      }
      assertThat(wiring.nodes().getFirst().kind()).isEqualTo(Kind.INPUT);
      assertThat(wiring.nodes().getLast().kind()).isEqualTo(Kind.OUTPUT);
      assertThat(wiring.nodes().getLast().sources()).as(file).isNotEmpty();
    }
  }

  @Test
  void stateDict_ofABuiltInNetwork_hasItsResiduals() {
    assertResidual(of(SharedData.path("cifar-resnets/resnet20-12fca82f.th")));
  }

  @Test
  void builtInNetworks_haveTheSitesThatARunVisits(@TempDir Path folder) throws IOException {
    Shape image = Shape.of(1, 8, 8);
    FeedForward images =
        new FeedForward(
            image,
            List.of(
                new Stage.Convolve(4, 3, 1),
                new Stage.NormaliseBatch(),
                new Stage.Relu(),
                new Stage.MaxPool(2),
                new Stage.Connect(5),
                new Stage.Drop(.5),
                new Stage.Connect(3)));
    assertSites(images, Shape.of(2, 1, 8, 8), folder);
    assertSites(new CifarResNet(1, 10), Shape.of(1, 3, 32, 32), folder);
  }

  private static void assertSites(Model<Array, Array> model, Shape input, Path folder)
      throws IOException {
    Path file = folder.resolve("made.safetensors");
    Set<String> visited = new LinkedHashSet<>();
    try (Network<Array, Array> network = Network.create(model, new Initialiser.Uniform(.1), 1);
        Scope _ = new Scope()) {
      network.save(file, Map.of());
      float[] values = new float[Math.toIntExact(input.count())];
      Array x = Array.of(Tensor.ofFloats("x", input, values));
      network.run(x, Tap.shapes("**")).sites().forEach(site -> visited.add(site.address()));
    }
    Set<String> wired = new LinkedHashSet<>();
    for (Wiring.Node node : of(file).nodes()) {
      if (node.kind() == Kind.CALL) wired.add(node.address());
    }
    assertThat(wired).isEqualTo(visited);
  }

  @Test
  void sequenceNetworks_readTheEncoderInTheDecoder(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("adder.safetensors");
    try (var network = Network.create(Seq2Seq.plain(14, 6, 11), new Initialiser.Uniform(.1), 3)) {
      network.save(file, Map.of());
    }
    Wiring wiring = of(file);
    List<String> calls =
        wiring.nodes().stream()
            .filter(node -> node.kind() == Kind.CALL)
            .map(Wiring.Node::address)
            .toList();
    assertThat(calls).containsExactly("encoder.rnn", "decoder.rnn", "decoder.out");
    Wiring.Node decoder =
        wiring.nodes().stream().filter(n -> n.address().equals("decoder.rnn")).findFirst().get();
    assertThat(decoder.sources())
        .extracting(source -> wiring.nodes().get(source).address())
        .containsExactlyInAnyOrder("encoder.rnn", "target");
  }

  @Test
  void weightsAlone_haveNoWiring() {
    Path weights = SharedData.beside("networks/torchscript/quantised-dynamic.state-dict.t113.pt");
    assertThat(FileWiring.of(weights)).isEmpty();
  }
}
