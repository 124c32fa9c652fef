package dev.sonde.app.sites;

import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.file.Printable;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a network has at one site for a user's inputs: one vector per input.
 *
 * @param file where the values lie until {@link #forget}
 * @param inputs the files of the inputs
 */
public record SiteVectors(Vectors vectors, Path file, List<Path> inputs) {

  /**
   * @param output of the command: the values lie beside it until the command is over, so that it
   *     need not run the network again if it is stopped later on
   */
  public static SiteVectors of(Session session, SiteQuestion question, Path output)
      throws Exception {
    Path file = output.resolveSibling(output.getFileName() + ".values");
    try (SiteRun run = new SiteRun(session, question, false)) {
      List<Tensor> found = run.collect(file).tensors();
      String site = Printable.of(String.join(" ", question.sites()));
      if (found.size() != 1) {
        Files.deleteIfExists(file);
        throw new UserError(
            "--site %s: names %d sites (%s%s); name one"
                .formatted(
                    site,
                    found.size(),
                    found.stream()
                        .limit(5)
                        .map(tensor -> Printable.of(tensor.address()))
                        .collect(Collectors.joining(", ")),
                    found.size() > 5 ? ", …" : ""));
      }
      Tensor values = found.getFirst();
      String what = question.model() + ", site " + site;
      return new SiteVectors(Vectors.of(values, what), file, run.files());
    }
  }

  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
