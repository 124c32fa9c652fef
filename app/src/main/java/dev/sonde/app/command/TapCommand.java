package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Printable;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.CaptureFile;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde tap}: what stands at a site? */
@Command(
    name = "tap",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a network and writes what stands at its sites.",
      "Runs a network and writes what stands at sites, or with --gradient the gradient of an",
      "output there. 'sonde inspect MODEL' lists the sites. One site goes to a .npy; several to a",
      ".safetensors, a .npz, or one .npy each, named after the site."
    },
    footer = {
      "",
      "Example: sonde tap resnet20.onnx --site 'layer3.**.conv2' --input images.npy -o acts.npz"
    })
public final class TapCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A network.")
  private Path model = Path.of("");

  @Option(
      names = "--site",
      paramLabel = "GLOB",
      required = true,
      description = "Sites, such as 'layer1.**' or 'fc2[0..9]'; repeat for more.")
  private List<String> sites = List.of();

  @Option(
      names = "--input",
      paramLabel = "[NAME=]FILE",
      required = true,
      description = "A .npy (or any file of one array) per input of the network.")
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where it goes: .npy, .npz or .safetensors.")
  private Path output = Path.of("");

  @Option(
      names = "--gradient",
      description = {
        "Write gradients instead: of the greatest output of each example, or of --class.",
        "The output must be [examples × classes]."
      })
  private boolean gradient;

  @Option(names = "--class", paramLabel = "N", description = "Which output --gradient follows.")
  private @Nullable Integer followed;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Examples at a time (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--verify",
      description = "Compare the outputs of an ONNX model with those of ONNX Runtime.")
  private boolean verify;

  @Option(
      names = "--start",
      paramLabel = "SYMBOL",
      description = "What a decoder reads first, where the file does not say it.")
  private @Nullable Integer start;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public TapCommand(Session session) {
    this.session = session;
  }

  private record Written(String site, List<Long> shape, String file) {}

  private record Document(
      List<Written> sites, List<Verification.Difference> differences, Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    String ending = ending();
    if (batch < 1) throw new UserError("--batch " + batch + ": at least 1");
    if (followed != null && !gradient) throw new UserError("--class belongs to --gradient");
    try (ArrayNetwork network = ArrayNetwork.open(model, InspectCommand.hints(start))) {
      ModelInputs given = ModelInputs.of(network, inputs);
      Path folder = output.toAbsolutePath().getParent();
      if (folder == null) throw new UserError(output + ": not a file");
      Files.createDirectories(folder);
      boolean direct = ending.equals("safetensors");
      Path collected = direct ? output : Files.createTempFile(folder, ".tap", ".safetensors");
      try {
        List<Verification.Difference> differences = collect(network, given, collected);
        List<Written> written = write(Checkpoint.open(collected).tensors(), ending);
        print(given, written, differences);
      } finally {
        if (!direct) Files.deleteIfExists(collected);
      }
    }
    return 0;
  }

  private String ending() {
    String name = String.valueOf(output.getFileName());
    for (String ending : List.of("npy", "npz", "safetensors")) {
      if (name.endsWith("." + ending)) return ending;
    }
    throw new UserError(output + ": write .npy, .npz or .safetensors");
  }

  private List<Verification.Difference> collect(
      ArrayNetwork network, ModelInputs given, Path target) throws IOException {
    long examples = given.examples();
    try (CaptureFile file = CaptureFile.create(target);
        Progress progress = Progress.of(session.console(), "examples", examples);
        Verification verification = verify ? Verification.of(model, network) : null) {
      for (long from = 0; from < examples; from += batch) {
        long count = Math.min(batch, examples - from);
        try (Scope _ = new Scope()) {
          Map<String, Array> arrays = given.batch(from, count);
          file.append(run(network, arrays));
          if (verification != null) verification.compare(arrays);
        }
        progress.step(count);
      }
      Map<String, String> metadata = new TreeMap<>();
      metadata.put("model", model.toString());
      metadata.put("sites", String.join(" ", sites));
      file.finish(metadata);
      return verification == null ? List.of() : verification.result();
    }
  }

  private Capture run(ArrayNetwork network, Map<String, Array> arrays) {
    Probe[] taps =
        sites.stream()
            .map(site -> gradient ? Tap.gradients(site) : Tap.values(site))
            .toArray(Probe[]::new);
    return gradient ? network.run(arrays, this::signal, taps) : network.run(arrays, taps);
  }

  /** The sum over examples: they do not meet, so each keeps a gradient of its own. */
  private Array signal(Array outputs) {
    if (outputs.rank() != 2) {
      throw new UserError("--gradient needs outputs [examples, classes], not " + outputs.shape());
    }
    Array classes;
    if (followed == null) {
      classes = outputs.argmax(1).unsqueeze(1);
    } else {
      if (followed < 0 || followed >= outputs.extent(1)) {
        throw new UserError("--class " + followed + ": from 0 to " + (outputs.extent(1) - 1));
      }
      int[] same = new int[Math.toIntExact(outputs.extent(0))];
      Arrays.fill(same, followed);
      classes = Array.ofIndices(same, same.length, 1);
    }
    return outputs.gather(1, classes).sum();
  }

  private List<Written> write(List<Tensor> tensors, String ending) throws IOException {
    List<Written> written = new ArrayList<>();
    Map<String, Tensor> files = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      boolean own = ending.equals("npy") && tensors.size() > 1;
      Path file = own ? beside(tensor.address()) : output;
      if (files.put(file.toString(), tensor) != null && own) {
        throw new UserError("two sites would be written to " + file + "; write a .npz");
      }
      if (ending.equals("npy")) NpyWriter.write(tensor, file);
      List<Long> shape = Arrays.stream(tensor.shape().toArray()).boxed().toList();
      written.add(new Written(tensor.address(), shape, file.toString()));
    }
    if (ending.equals("npz")) NpyWriter.writeAll(safe(tensors), output);
    return written;
  }

  /** {@code acts.layer1.0.conv1.npy} beside {@code acts.npy}. */
  private Path beside(String address) {
    String name = String.valueOf(output.getFileName());
    String stem = name.substring(0, name.length() - ".npy".length());
    return output.resolveSibling(stem + "." + safe(address) + ".npy");
  }

  /** A site's name as a file's: names out of models may be paths. */
  private static String safe(String address) {
    String plain = Printable.of(address).replaceAll("[^\\w.@=\\[\\]-]+", "_");
    return plain.replaceAll("^[_.]+", "");
  }

  private static List<Tensor> safe(List<Tensor> tensors) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      String name = safe(tensor.address());
      String unique = name;
      for (int i = 2; named.containsKey(unique); i++) unique = name + "_" + i;
      named.put(unique, tensor.named(unique));
    }
    return List.copyOf(named.values());
  }

  private void print(
      ModelInputs given, List<Written> written, List<Verification.Difference> differences) {
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings = new TreeMap<>();
      settings.put("site", String.join(" ", sites));
      settings.put("gradient", String.valueOf(gradient));
      settings.put("class", followed == null ? "predicted" : followed.toString());
      settings.put("batch", String.valueOf(batch));
      List<Path> files = new ArrayList<>(List.of(model));
      files.addAll(given.files());
      Provenance provenance = session.provenance(files, settings, null);
      Json.print(out, new Document(written, differences, provenance));
      return;
    }
    TextTable table = new TextTable(List.of("site", "shape", "file"));
    for (Written one : written) {
      table.row(List.of(one.site(), one.shape().toString(), one.file()));
    }
    table.print(out);
    for (Verification.Difference one : differences) {
      out.printf(
          "output %s: differs from ONNX Runtime by at most %s (largest value %s)%n",
          Printable.of(one.output()),
          TextTable.figure(one.difference()),
          TextTable.figure(one.largest()));
    }
    out.flush();
  }
}
