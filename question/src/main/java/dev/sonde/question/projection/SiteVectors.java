package dev.sonde.question.projection;

import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
import dev.sonde.network.data.SiteValues;
import dev.sonde.network.probe.Tap;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Subject;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A network's values at one site for its inputs: one vector per example. */
final class SiteVectors {

  private SiteVectors() {}

  static Vectors of(ProjectSettings settings, String site, Work work) throws IOException {
    Path file = Files.createTempFile("sonde", ".safetensors");
    try (Subject subject = Subject.open(settings.source(), settings.data());
        Work.Stage stage = work.stage("running", "examples", subject.examples().count())) {
      subject.notes().forEach(work::say);
      SiteValues.stream(
          subject.network(),
          subject.examples(),
          subject.batch(),
          file,
          Subject.stopping(stage, work),
          Tap.values(site));
      List<Tensor> found = Checkpoint.open(file).tensors();
      if (found.size() != 1) throw several(site, found);
      return Vectors.of(found.getFirst(), settings.source() + ", site " + Printable.of(site));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static QuestionException several(String site, List<Tensor> found) {
    return new QuestionException(
        "site '%s': matches %d sites (%s%s); give one"
            .formatted(
                Printable.of(site),
                found.size(),
                found.stream()
                    .limit(5)
                    .map(tensor -> Printable.of(tensor.address()) + " " + tensor.shape())
                    .collect(Collectors.joining(", ")),
                found.size() > 5 ? ", …" : ""));
  }

  /** Of the inputs, for provenance. */
  static List<Path> files(ProjectSettings settings) {
    return settings.data().input().stream()
        .map(named -> Path.of(named))
        .map(whole -> Files.exists(whole) ? whole : afterName(whole))
        .toList();
  }

  private static Path afterName(Path named) {
    String text = named.toString();
    return Path.of(text.substring(text.indexOf('=') + 1));
  }
}
