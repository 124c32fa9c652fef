package dev.sonde.network.program.exported;

import dev.sonde.checkpoint.exported.ExportedArchive;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Step;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads the program of a {@code .pt2} archive. */
public final class ExportedProgram {

  /** A graph of a very large network has some ten million bytes. */
  private static final long MOST_JSON = 1L << 28;

  private static final int DEPTH = 200;
  private static final int LONGEST_TEXT = 1 << 24;

  private final Path path;
  private final ObjectMapper mapper =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEPTH)
                      .maxStringLength(LONGEST_TEXT)
                      .build())
              .build());

  private ExportedProgram(Path path) {
    this.path = path;
  }

  /**
   * The program of a file, if it is such an archive.
   *
   * @throws ProgramException if it is one and is damaged, or holds what cannot be run
   */
  public static Optional<Program> read(Path path, Bytes bytes) {
    if (!ExportedArchive.recognises(bytes)) return Optional.empty();
    return Optional.of(new ExportedProgram(path).read(ExportedArchive.open(bytes)));
  }

  /** The program that is meant: the only one, or that of the usual name. */
  private String model(List<String> models) {
    if (models.contains("model")) return "model";
    if (models.size() == 1) return models.getFirst();
    throw new ProgramException(path + ": holds the programs " + models + ", expected one");
  }

  private Node graph(Bytes json) {
    if (json.size() > MOST_JSON) {
      throw new ProgramException(path + ": its graph has " + json.size() + " bytes");
    }
    try {
      byte[] text = json.segment().toArray(ValueLayout.JAVA_BYTE);
      return new Node(path.toString(), "the graph", mapper.readTree(text));
    } catch (JacksonException e) {
      throw new ProgramException(path + ": its graph is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Program read(ExportedArchive archive) {
    String model = model(archive.models());
    Node document = graph(archive.program(model));
    Node module = document.get("graph_module");
    Node graph = module.get("graph");
    Signature signature = Signature.of(module, mapper);
    Map<String, Tensor> weights = archive.weights(model).tensors();
    Map<String, Tensor> constants = archive.constants(model).tensors();
    String version = document.text("torch_version", "");
    ProgramBuilder builder =
        new ProgramBuilder(
            path.toString(), "torch.export" + (version.isEmpty() ? "" : " of PyTorch " + version));
    Ranges ranges = Ranges.of(document);
    Inputs inputs = new Inputs(builder, graph, ranges, weights, constants);
    inputs.add(signature);
    List<Node> nodes = graph.items("nodes");
    List<Signature.Output> outputs = signature.outputs();
    Set<String> read = new HashSet<>();
    outputs.forEach(output -> output.value().ifPresent(read::add));
    Names names = Names.of(nodes, read);
    Lowering lowering = new Lowering(builder, path.toString());
    lowering.nodes(nodes, names, "");
    List<String> used = new ArrayList<>();
    for (Signature.Output output : outputs) {
      Operand value =
          output.value().isPresent()
              ? Operand.named(Lowering.name("", output.value().get()))
              : output.literal().orElseThrow();
      if (used.contains(output.name())) throw graph.wrong("outputs of different names");
      used.add(output.name());
      builder.result(output.name(), value);
    }
    return builder.build();
  }

  /** Assigns what the signature says stands behind the graph's inputs. */
  static void assign(ProgramBuilder builder, String name, Operand value) {
    builder.step(new Step.Assign(Lowering.name("", name), value));
  }
}
