package dev.sonde.app.serve.api;

import dev.sonde.analysis.heatmap.MatrixAxes;
import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenFiles;
import dev.sonde.app.serve.files.Recent;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Query;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.question.networks.tap.TapAnswer;
import dev.sonde.question.networks.tap.TapSettings;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whose tensors a request is about: those of a file, or the values that a tap has found. */
final class TensorsOf {

  /** Answers whose statistics are kept. */
  private static final int MOST = 8;

  private final FileIndex index;
  private final OpenFiles files;
  private final Jobs jobs;
  private final Recent<String, FileFacts> tapped = new Recent<>(MOST);

  TensorsOf(FileIndex index, OpenFiles files, Jobs jobs) {
    this.index = index;
    this.files = files;
    this.jobs = jobs;
  }

  /**
   * The tensors of {@code file=}, or of {@code job=}.
   *
   * @throws HttpException 400 if neither is named, or the job's answer holds no tensors
   */
  FileFacts of(Query query) throws IOException {
    String job = query.text("job", "");
    if (job.isEmpty()) return files.of(index.path(query.needed("file")));
    var answered = jobs.answered(job);
    if (!(answered.settings() instanceof TapSettings settings)
        || !(answered.answer() instanceof TapAnswer answer)) {
      throw HttpException.badRequest("the answer has no values at sites; 'tap' gives some");
    }
    synchronized (tapped) {
      return tapped.computeIfAbsent(
          job, _ -> new FileFacts(Checkpoint.of(settings.model(), answer.values(), Map.of())));
    }
  }

  /**
   * What rows and columns are: values have a row for each example, whatever their site is called.
   */
  static MatrixAxes axes(Query query, Tensor tensor) {
    List<Long> shape = Arrays.stream(tensor.shape().toArray()).boxed().toList();
    if (query.text("job", "").isEmpty()) return MatrixAxes.of(tensor.address(), shape);
    MatrixAxes plain = MatrixAxes.of("", shape);
    String row = shape.size() < 2 ? plain.row() : "example";
    return new MatrixAxes(row, plain.column(), List.of(), false);
  }
}
