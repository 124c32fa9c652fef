package dev.sonde.app.images;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde data write}: images as a network takes them. */
@Command(
    name = "write",
    mixinStandardHelpOptions = true,
    description = {
      "Writes images as an array, for tap and project.",
      "As a normalised .npy, [images × channels × height × width]; labels are written to"
          + " NAME-labels.npy beside it."
    },
    footer = {
      "",
      "Example: sonde data write cifar10 --split test --limit 200 -o images.npy",
      "Example: sonde data write photographs/ --resize 224,224 -o images.npy"
    })
public final class DataWriteCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "IMAGES",
      description = {
        "A file or folder of images, or a name: mnist, fashion-mnist, cifar10, synthetic-grey,",
        "synthetic-coloured."
      })
  private String images = "";

  @Mixin private ImageOptions shown = new ImageOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The .npy file to write.")
  private Path output = Path.of("");

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public DataWriteCommand(Session session) {
    this.session = session;
  }

  private record Document(
      List<Integer> shape,
      Normalisation normalisation,
      List<String> classes,
      String output,
      @Nullable String labels) {}

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(output.getFileName());
    if (!name.endsWith(".npy")) throw new UserError(output + ": images are written as .npy");
    Images chosen = shown.open(images);
    if ((long) chosen.size() * chosen.length() > Integer.MAX_VALUE - 8) {
      throw new UserError(
          "%d images of %s are too many for one array; take some with --limit"
              .formatted(chosen.size(), chosen.shape()));
    }
    float[] pixels = chosen.range(0, chosen.size());
    Normalisation normalisation = shown.normalisation(chosen);
    normalisation.apply(pixels, chosen.shape());
    List<Integer> shape =
        List.of(chosen.size(), chosen.channels(), chosen.height(), chosen.width());
    Shape extents = Shape.of(shape.stream().map(Integer::longValue).toList());
    NpyWriter.write(Tensor.ofFloats("images", extents, pixels), output);
    Path labels = null;
    if (chosen.labelled()) {
      labels = output.resolveSibling(name.substring(0, name.length() - 4) + "-labels.npy");
      float[] numbers = new float[chosen.size()];
      for (int i = 0; i < numbers.length; i++) numbers[i] = chosen.label(i);
      NpyWriter.write(Tensor.ofFloats("labels", Shape.of(numbers.length), numbers), labels);
    }
    print(chosen, shape, normalisation, labels);
    return 0;
  }

  private void print(
      Images chosen, List<Integer> shape, Normalisation normalisation, @Nullable Path labels) {
    PrintWriter out = session.console().out();
    if (json) {
      Provenance how =
          session.provenance(ImageOptions.files(images, chosen), shown.words(chosen), shown.seed());
      String beside = labels == null ? null : labels.toString();
      Json.print(
          out,
          "sonde.data.write/1",
          new Document(shape, normalisation, chosen.classes(), output.toString(), beside),
          how);
      return;
    }
    out.printf(
        "%s: %s, (pixel − %s) / %s%n",
        output, shape, normalisation.mean(), normalisation.deviation());
    if (labels != null) out.println(labels + ": their classes");
    out.flush();
  }
}
