package dev.sonde.app.sites;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.file.Printable;
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
import picocli.CommandLine.Mixin;
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
      ".safetensors, a .npz, or one .npy each, named after the site. Stopped, it goes on with the",
      "same command, to the same bytes."
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
      names = {"--input", "--inputs"},
      paramLabel = "[NAME=]FILE",
      required = true,
      description = {
        "A .npy (or any file of one array) per input of the network,",
        "or a .npz of all inputs by their names."
      })
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
      description = {
        "Compare the outputs of an ONNX model with those of ONNX Runtime. Ends with exit code 1",
        "where one is more than a thousandth of its largest value away."
      })
  private boolean verify;

  @Mixin private DecoderOptions decoder = new DecoderOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public TapCommand(Session session) {
    this.session = session;
  }

  private record Written(String site, List<Long> shape, String file) {}

  private record Document(
      List<Written> sites, List<Verification.Difference> differences, Provenance provenance) {}

  @Override
  public Integer call() throws Exception {
    String ending = ending();
    SiteQuestion question =
        new SiteQuestion(model, decoder.hints(), sites, inputs, gradient, followed, batch, false);
    try (SiteRun run = new SiteRun(session, question, verify)) {
      List<Written> written;
      if (ending.equals("safetensors")) {
        written = write(run.write(output).tensors(), ending);
      } else {
        // Stays if the process is told to end while it is written in another format.
        Path collected = output.resolveSibling(output.getFileName() + ".values");
        written = write(run.collect(collected).tensors(), ending);
        Files.deleteIfExists(collected);
      }
      print(run, written);
      return run.differences().stream().allMatch(Verification.Difference::agrees) ? 0 : 1;
    }
  }

  private String ending() {
    String name = String.valueOf(output.getFileName());
    for (String ending : List.of("npy", "npz", "safetensors")) {
      if (name.endsWith("." + ending)) return ending;
    }
    throw new UserError(output + ": write .npy, .npz or .safetensors");
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

  private void print(SiteRun run, List<Written> written) {
    List<Verification.Difference> differences = run.differences();
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings = new TreeMap<>();
      settings.put("site", String.join(" ", sites));
      settings.put("gradient", String.valueOf(gradient));
      settings.put("class", followed == null ? "predicted" : followed.toString());
      settings.put("batch", String.valueOf(batch));
      List<Path> files = new ArrayList<>(List.of(model));
      files.addAll(run.files());
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
          "output %s: differs from ONNX Runtime by at most %s (largest value %s)%s%n",
          Printable.of(one.output()),
          TextTable.figure(one.difference()),
          TextTable.figure(one.largest()),
          one.unlike() == 0 ? "" : "; " + one.unlike() + " are a number for one of both alone");
    }
    out.flush();
  }
}
