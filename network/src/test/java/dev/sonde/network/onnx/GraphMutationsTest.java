package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.GraphModel;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged graphs are opened and run: each ends in outputs or in one line, within its memory. */
class GraphMutationsTest {

  private static final MemoryLimit MEMORY = MemoryLimit.of(32L << 20);

  /** {@code mvn -Pfuzz} makes a hundred times as many. */
  private static final int ROUNDS = 2000 * Integer.getInteger("sonde.fuzz", 1);

  private static final long SEED = Long.getLong("sonde.seed", 1);

  @Test
  void damagedGraphs_runOrAreRefusedInOneLine() throws IOException {
    List<byte[]> seeds = seeds();
    List<String> operators = Operators.list().stream().map(Operators.Entry::name).toList();
    int ran = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED * 1_000_003 + round);
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      boolean anywhere = random.nextInt(8) == 0;
      byte[] damaged =
          anywhere ? Mutations.damage(seed, random) : Fields.damage(seed, operators, random);
      if (held(damaged, "round " + round)) ran++;
    }
    System.out.printf("damaged graphs: %d of %d ran%n", ran, ROUNDS);
    assertThat(ran).isPositive();
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (NodeModel model : Cases.all()) seeds.add(model.bytes());
    String archive = System.getProperty("sonde.archive", "");
    if (!archive.isEmpty()) {
      for (NodeArchive.Example example : NodeArchive.read(Path.of(archive))) {
        seeds.add(example.model());
      }
    }
    Path graphs =
        Path.of(System.getProperty("sonde.root"), "network", "src", "test", "resources", "graphs");
    try (Stream<Path> files = Files.list(graphs)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".onnx")).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  /** Whether it runs. */
  private static boolean held(byte[] file, String label) {
    try (Scope _ = new Scope()) {
      OnnxModel model =
          OnnxModel.read(Bytes.of("m.onnx", file), ModelFolder.around(Path.of("m.onnx")));
      Graph graph = Graph.of("m.onnx", model).within(MEMORY);
      Checkpoint constants = Checkpoint.of(Path.of("m.onnx"), graph.constants(), Map.of());
      try (var network = Network.load(new GraphModel(graph), constants);
          Pass pass = network.evaluate()) {
        graph.compute(pass, inputs(graph));
        return true;
      }
    } catch (GraphException | CheckpointException e) {
      assertThat(e.getMessage()).as(label).startsWith("m.onnx").doesNotContain("\n");
      return false;
    } catch (RuntimeException | Error e) {
      fail(label + ": " + e + "; the file is " + Base64.getEncoder().encodeToString(file), e);
      return false;
    }
  }

  private static Map<String, Datum> inputs(Graph graph) {
    Map<String, Datum> inputs = new LinkedHashMap<>();
    for (OnnxValueInfo input : graph.inputs()) inputs.put(input.name(), input(input.type()));
    return inputs;
  }

  private static Datum input(OnnxType type) {
    return switch (type) {
      case OnnxType.OfTensor tensor -> {
        List<OnnxDimension> extents = tensor.shape().orElse(List.of());
        long[] shape =
            extents.stream().mapToLong(one -> one.size() < 0 ? 2 : one.size() % 64).toArray();
        if (shape.length > 8) shape = new long[0];
        while (Shape.of(shape).count() > 4096) shape = new long[shape.length / 2];
        int count = (int) Shape.of(shape).count();
        if (ElementTypes.of(tensor.element()).isEmpty()) {
          yield new Datum.OfText(Shape.of(shape), java.util.Collections.nCopies(count, "a b"));
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = i % 5 - 1;
        yield Datum.of(Array.of(values, shape));
      }
      case OnnxType.OfSequence(OnnxType element) -> new Datum.OfSequence(List.of(input(element)));
      case OnnxType.OfOptional _, OnnxType.OfMap _, OnnxType.Unknown _ -> new Datum.Nothing();
    };
  }
}
