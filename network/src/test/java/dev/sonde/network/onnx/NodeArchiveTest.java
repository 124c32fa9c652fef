package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.file.InputException;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.GraphModel;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ONNX project's own tests of single nodes: right, or refused in one line; never wrong. */
class NodeArchiveTest {

  /** ONNX's own runner: relative and absolute. */
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-7;

  /** Of the largest element: what sums of float32 that cancel each other leave. */
  private static final double ROUNDING = 1e-6;

  /** How many of them are computed. */
  private static final int COMPUTED = 1780;

  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, String> wrong = new TreeMap<>();
  private final Map<String, String> crashed = new TreeMap<>();

  /** Operators of the tests that are right. */
  private final Set<String> used = new TreeSet<>();

  @Test
  void everyNodeTest_isRightOrRefused() throws IOException {
    Path archive = SharedData.beside("networks/onnx-node-tests.tar.xz");
    List<NodeArchive.Example> examples = NodeArchive.read(archive);
    List<String> right = new ArrayList<>();
    for (NodeArchive.Example example : examples) {
      try (Scope _ = new Scope()) {
        String difference = difference(example);
        if (difference.isEmpty()) {
          right.add(example.name());
          used.addAll(operators(example));
        } else {
          wrong.put(example.name(), difference);
        }
      } catch (GraphException | CheckpointException e) {
        refused.put(example.name(), e.getMessage());
      } catch (InputException e) {
        crashed.put(example.name(), "not a graph's error: " + e.getMessage());
      } catch (RuntimeException | StackOverflowError e) {
        crashed.put(example.name(), Arrays.toString(Arrays.copyOf(e.getStackTrace(), 3)) + e);
      }
    }
    report(examples.size(), right.size());
    assertThat(crashed).isEmpty();
    assertThat(wrong).isEmpty();
    assertThat(right).hasSizeGreaterThanOrEqualTo(COMPUTED);
    assertThat(refused.values()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    Set<String> untested = new TreeSet<>();
    Operators.list().forEach(operator -> untested.add(operator.name()));
    untested.removeAll(used);
    Cases.all().forEach(one -> untested.remove(one.operator()));
    assertThat(untested).as("operators in neither").isSubsetOf(ELSEWHERE);
  }

  /** In {@link SequenceTest}. */
  private static final Set<String> ELSEWHERE =
      Set.of("ConcatFromSequence", "Optional", "SequenceAt", "SequenceConstruct", "SequenceErase");

  private static Set<String> operators(NodeArchive.Example example) {
    Set<String> names = new TreeSet<>();
    model(example)
        .graph()
        .nodes()
        .forEach(
            node ->
                names.add(
                    node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType()));
    return names;
  }

  private static OnnxModel model(NodeArchive.Example example) {
    return OnnxModel.read(
        Bytes.of(example.name(), example.model()), ModelFolder.around(Path.of("m.onnx")));
  }

  private void report(int all, int right) {
    System.out.printf(
        "ONNX node tests: %d of %d right, %d wrong, %d refused%n",
        right, all, wrong.size(), refused.size());
    if (!Boolean.getBoolean("sonde.list")) return;
    wrong.forEach((name, why) -> System.out.println("wrong   " + name + ": " + why));
    crashed.forEach((name, why) -> System.out.println("crashed " + name + ": " + why));
    refused.forEach((name, why) -> System.out.println("refused " + name + ": " + why));
  }

  /** Where the outputs part from the recorded ones; empty if they agree. */
  private static String difference(NodeArchive.Example example) {
    OnnxModel model = model(example);
    Graph graph = Graph.of(example.name(), model);
    try (var network =
        Network.load(
            new GraphModel(graph), Checkpoint.of(Path.of("m.onnx"), graph.constants(), Map.of()))) {
      for (String folder : example.folders()) {
        List<OnnxValueInfo> declared = model.graph().inputs();
        List<Datum> given = example.values(folder, "input", declared);
        Map<String, Datum> inputs = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) inputs.put(declared.get(i).name(), given.get(i));
        List<Datum> wanted = example.values(folder, "output", model.graph().outputs());
        try (Pass pass = network.evaluate()) {
          List<Datum> found = List.copyOf(graph.compute(pass, inputs).values());
          for (int i = 0; i < wanted.size(); i++) {
            String difference = difference(found.get(i), wanted.get(i));
            if (!difference.isEmpty()) return "output " + i + " " + difference;
          }
        }
      }
    }
    return "";
  }

  private static String difference(Datum found, Datum wanted) {
    return switch (wanted) {
      case Datum.OfArray(Array right) ->
          found instanceof Datum.OfArray(Array array)
              ? difference(array, right)
              : "is " + found.words();
      case Datum.OfText text -> found.equals(text) ? "" : "is " + found + ", right is " + text;
      case Datum.OfSequence(List<Datum> right) -> {
        if (!(found instanceof Datum.OfSequence(List<Datum> elements))
            || elements.size() != right.size()) {
          yield "is " + found.words() + ", right is " + wanted.words();
        }
        for (int i = 0; i < right.size(); i++) {
          String difference = difference(elements.get(i), right.get(i));
          if (!difference.isEmpty()) yield "element " + i + " " + difference;
        }
        yield "";
      }
      case Datum.Nothing _ -> found instanceof Datum.Nothing ? "" : "is " + found.words();
    };
  }

  private static String difference(Array found, Array right) {
    if (!found.shape().equals(right.shape()) || found.type() != right.type()) {
      return "is %s %s, right is %s %s"
          .formatted(found.type(), found.shape(), right.type(), right.shape());
    }
    double[] a = found.toDoubles();
    double[] b = right.toDoubles();
    double largest = Arrays.stream(b).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    for (int i = 0; i < a.length; i++) {
      boolean same =
          Double.compare(a[i], b[i]) == 0
              || a[i] == b[i]
              || Math.abs(a[i] - b[i]) <= ABSOLUTE + RELATIVE * Math.abs(b[i]) + ROUNDING * largest;
      if (!same) return "element %d is %s, right is %s".formatted(i, a[i], b[i]);
    }
    return "";
  }
}
