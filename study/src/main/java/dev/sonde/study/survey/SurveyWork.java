package dev.sonde.study.survey;

import dev.sonde.analysis.survey.Fingerprint;
import dev.sonde.analysis.survey.Sketch;
import dev.sonde.analysis.survey.WeightsDigest;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.Totals;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.file.Digests;
import dev.sonde.file.IoReason;
import dev.sonde.file.Printable;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one unit: tables {@code files}, {@code tensors} and {@code sketches}. A file
 * that cannot be read is a row with the reason, and ends nothing.
 */
public final class SurveyWork implements Work {

  public static final String KIND = "survey/files";

  private static final int MOST_LETTERS = 500;

  /** What this package adds to the works of studies. */
  public static Map<String, Work> works() {
    return Map.of(KIND, new SurveyWork());
  }

  static Trial trial(List<Listed> files, Map<String, String> settings) {
    Map<String, String> all = new java.util.TreeMap<>(settings);
    all.put("files", Listed.write(files));
    return Trial.of(KIND, all);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    ReadingSettings settings = trial.as(ReadingSettings.class);
    List<FileRow> files = new ArrayList<>();
    List<FileRow.TensorRow> tensors = new ArrayList<>();
    Table.Builder sketches = Table.named("sketches").text("path", "fingerprint", "sketch");
    for (Listed listed : Listed.read(trial.text("files"))) {
      if (place.interrupted()) throw new TrialInterrupted();
      Reading reading = new Reading(listed, settings);
      files.add(reading.row());
      // An interrupt closes files under a reader's hands: that says nothing of the file.
      if (place.interrupted()) throw new TrialInterrupted();
      tensors.addAll(reading.tensors);
      Sketch sketch = reading.sketch;
      if (sketch != null) sketches.row(listed.path(), reading.fingerprint, sketch.text());
    }
    place.add(FileRow.COLUMNS.table("files", "", files));
    place.add(FileRow.TENSORS.table("tensors", "", tensors));
    place.add(sketches.build());
  }

  /** One file while it is read. */
  private static final class Reading {
    private final Listed listed;
    private final ReadingSettings settings;
    private final Path file;
    private final List<FileRow.TensorRow> tensors = new ArrayList<>();
    private String fingerprint = "";
    private @Nullable Sketch sketch;

    Reading(Listed listed, ReadingSettings settings) {
      this.listed = listed;
      this.settings = settings;
      this.file = Path.of(listed.file());
    }

    FileRow row() {
      try {
        if (!listed.stands()) return failed(null, "it has changed since it was listed; ask again");
        String sha256 = Files.isDirectory(file) ? null : Digests.sha256(file);
        return opened(sha256);
      } catch (IOException e) {
        return failed(null, "cannot be read: " + IoReason.of(e));
      }
    }

    private FileRow opened(@Nullable String sha256) {
      try {
        Checkpoint checkpoint = Checkpoint.open(file);
        FileRow.Content content = content(checkpoint);
        String metadata = Beside.json(Beside.read(file, checkpoint.metadata()));
        return new FileRow(
            listed.path(), listed.bytes(), modified(), sha256, content, metadata, null);
      } catch (RuntimeException e) {
        tensors.clear();
        sketch = null;
        return failed(sha256, String.valueOf(e.getMessage()));
      }
    }

    private FileRow failed(@Nullable String sha256, String why) {
      String own = why.replace(listed.file() + ": ", "");
      String line = Printable.of(own, MOST_LETTERS);
      return new FileRow(listed.path(), listed.bytes(), modified(), sha256, null, "{}", line);
    }

    private String modified() {
      return Instant.ofEpochMilli(listed.modified()).toString();
    }

    private FileRow.Content content(Checkpoint checkpoint) {
      List<Tensor> all = checkpoint.tensors();
      // Units run side by side: within one, one thread.
      Summary.Settings how =
          new Summary.Settings(settings.nearZero(), Summary.Settings.defaults().bins(), 1);
      List<Summary> summaries = Summaries.of(all, how);
      fingerprint = Fingerprint.of(all);
      boolean keras = checkpoint.format().startsWith("keras");
      Spectrum.Settings spectra =
          Spectrum.Settings.defaults().unfold(keras ? Spectrum.Unfold.LAST : Spectrum.Unfold.FIRST);
      for (int i = 0; i < all.size(); i++) {
        Tensor tensor = all.get(i);
        boolean asked = settings.spectrum() && Spectrum.obstacle(tensor, spectra) == null;
        Spectrum spectrum = asked ? Spectrum.of(tensor, spectra) : null;
        tensors.add(new FileRow.TensorRow(listed.path(), fingerprint, summaries.get(i), spectrum));
      }
      Totals totals = Totals.of(summaries, all.stream().mapToLong(Tensor::byteSize).sum());
      boolean finite = totals.nan() == 0 && totals.inf() == 0;
      if (finite && totals.count() > 0) sketch = Sketch.of(all);
      String notes = Printable.of(String.join("; ", checkpoint.notes()), MOST_LETTERS);
      return new FileRow.Content(
          checkpoint.format(),
          fingerprint,
          WeightsDigest.of(all),
          totals,
          Beside.order(file, checkpoint.metadata()),
          notes);
    }
  }
}
