package dev.sonde.question.networks.tap;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.file.Printable;
import dev.sonde.question.Output;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that values at sites are written to. */
final class TapFiles {

  private static final String NPY = ".npy";

  private TapFiles() {}

  static List<Output<TapSettings, TapAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(".safetensors"), "the values of all sites", TapFiles::writeSafetensors),
        new Output<>(List.of(".npz"), "the same, for NumPy", TapFiles::writeNpz),
        new Output<>(List.of(NPY), "the same, one file per site", TapFiles::writeNpy));
  }

  private static void writeSafetensors(TapSettings settings, TapAnswer answer, Path file, Work work)
      throws IOException {
    Map<String, String> about =
        Map.of("model", settings.model().toString(), "sites", String.join(" ", settings.site()));
    Checkpoint.of(file, answer.values(), about).write(file);
  }

  private static void writeNpz(TapSettings settings, TapAnswer answer, Path file, Work work)
      throws IOException {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Tensor tensor : answer.values()) {
      String name = plain(tensor.address());
      String unique = name;
      for (int i = 2; named.containsKey(unique); i++) unique = name + "_" + i;
      named.put(unique, tensor.named(unique));
    }
    NpyWriter.writeAll(List.copyOf(named.values()), file);
  }

  private static void writeNpy(TapSettings settings, TapAnswer answer, Path file, Work work)
      throws IOException {
    Map<Path, Tensor> files = new LinkedHashMap<>();
    for (Tensor tensor : answer.values()) {
      Path own = own(file, tensor.address(), answer.values().size());
      if (files.put(own, tensor) != null) {
        throw new QuestionException(
            "two sites would go to the same file " + own + "; write a .npz");
      }
    }
    for (Map.Entry<Path, Tensor> each : files.entrySet()) {
      NpyWriter.write(each.getValue(), each.getKey());
    }
  }

  /** The file for a site's values, if one of the outputs takes values. */
  static Optional<String> file(List<Path> outputs, String address, int sites) {
    for (Path output : outputs) {
      String name = output.toString();
      if (name.endsWith(NPY)) return Optional.of(own(output, address, sites).toString());
      if (name.endsWith(".npz") || name.endsWith(".safetensors")) return Optional.of(name);
    }
    return Optional.empty();
  }

  /** {@code acts.layer1.0.conv1.npy} beside {@code acts.npy}, where there are several sites. */
  private static Path own(Path file, String address, int sites) {
    if (sites == 1) return file;
    String name = String.valueOf(file.getFileName());
    String stem = name.substring(0, name.length() - NPY.length());
    return file.resolveSibling(stem + "." + plain(address) + NPY);
  }

  /** A site's name as a safe file name, because names in models can be paths. */
  private static String plain(String address) {
    String plain = Printable.of(address).replaceAll("[^\\w.@=\\[\\]-]+", "_");
    return plain.replaceAll("^[_.]+", "");
  }
}
