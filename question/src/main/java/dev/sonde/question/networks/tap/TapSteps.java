package dev.sonde.question.networks.tap;

import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.file.Printable;
import dev.sonde.network.data.Examples;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.CaptureFile;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Subject;
import dev.sonde.settings.SettingsException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a tap. Values are appended to files in a folder; the saved progress states how
 * much of the files is valid.
 */
final class TapSteps implements Steps, AutoCloseable {

  private final TapSettings settings;
  private final Subject subject;
  private final Examples given;
  private final @Nullable Verification verification;
  private final Work.Stage stage;
  private @Nullable CaptureFile file;
  private long done;
  private boolean kept;

  TapSteps(
      TapSettings settings,
      Subject subject,
      @Nullable Verification verification,
      Work.Stage stage) {
    this.settings = settings;
    this.subject = subject;
    this.given = subject.examples();
    this.verification = verification;
    this.stage = stage;
  }

  /** Begins, or continues with the values in a folder. */
  TapSteps begin(Path folder, Optional<Stand> from) throws IOException {
    List<CaptureFile.Part> before = new ArrayList<>();
    if (from.isPresent()) {
      Stand stand = from.get();
      done = stand.whole("done");
      if (done < 0 || done > given.count()) throw new IllegalArgumentException("done " + done);
      for (int i = 0; stand.has("site." + i); i++) {
        before.add(
            new CaptureFile.Part(
                stand.word("site." + i),
                DType.valueOf(stand.word("type." + i)),
                shape(stand.word("row." + i)),
                stand.whole("rows." + i)));
      }
      if (verification != null) verification.restore(stand);
    }
    kept = from.isPresent();
    file = CaptureFile.reopen(folder, folder, before);
    if (counted() && done == 0 && given.fixed() == 0) requireExamples();
    stage.reach(done);
    return this;
  }

  private static Shape shape(String text) {
    if (text.isEmpty()) return Shape.of();
    return Shape.of(Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
  }

  /** Whether rows must be examples, because several runs are concatenated. */
  private boolean counted() {
    return given.cut() && given.atOnce(subject.batch()) < given.count();
  }

  /** One example alone must have one row at each site, else rows are not examples. */
  private void requireExamples() {
    try (Scope _ = new Scope()) {
      for (Capture.Site site :
          subject.network().run(given.batch(0, 1), settings.shapes()).sites()) {
        if (settings.gradient() && !site.type().isFloating()) continue;
        requireRows(site.address(), site.shape(), 1);
      }
    }
  }

  private void requireRows(String address, Shape shape, long count) {
    if (shape.rank() > 0 && shape.extent(0) == count) return;
    String words =
        "site '%s': for %d of the examples its shape is %s, so its first axis is not the examples; choose other sites"
            .formatted(Printable.of(address), count, shape);
    if (given.fixed() > 0) throw new QuestionException(words).mendedBy("site");
    throw new QuestionException(words + ", or run all %d in one batch".formatted(given.count()))
        .mendedBy("site", "batch");
  }

  @Override
  public boolean ended() {
    return done >= given.count();
  }

  @Override
  public void step() throws IOException {
    long count = Math.min(given.atOnce(subject.batch()), given.count() - done);
    try (Scope _ = new Scope()) {
      Map<String, Array> arrays = given.batch(done, count);
      Capture seen =
          settings.gradient()
              ? subject.network().run(arrays, this::signal, settings.taps())
              : subject.network().run(arrays, settings.taps());
      if (counted()) {
        for (String site : seen.addresses()) requireRows(site, seen.values(site).shape(), count);
        for (String site : seen.gradientAddresses()) {
          requireRows(site, seen.gradients(site).shape(), count);
        }
      }
      file().append(seen);
      if (verification != null) verification.compare(arrays);
    }
    done += count;
    for (CaptureFile.Part part : file().parts()) {
      if (counted() && part.rows() != done) {
        throw new QuestionException(
                "site '%s' has %d rows after %d examples, so it is not computed for all; choose other sites"
                    .formatted(Printable.of(part.address()), part.rows(), done))
            .mendedBy("site");
      }
    }
    stage.reach(done);
  }

  /** The sum over examples: examples do not interact, so each one's gradient is separate. */
  private Array signal(Array all) {
    if (!all.isReal()) return all.sum(); // which has no gradient, as is then said
    Array outputs =
        switch (all.rank()) {
          case 1 -> all.unsqueeze(1);
          case 2 -> all;
          case 3 -> all.select(1, all.extent(1) - 1);
          default ->
              throw new SettingsException(
                  "gradient",
                  "needs an output [examples × classes] or [examples × places × classes], not "
                      + all.shape());
        };
    Integer target = settings.target();
    Array classes;
    if (target == null) {
      classes = outputs.argmax(1).unsqueeze(1);
    } else {
      if (target >= outputs.extent(1)) {
        throw new SettingsException("target", target + ", from 0 to " + (outputs.extent(1) - 1));
      }
      int[] same = new int[Math.toIntExact(outputs.extent(0))];
      Arrays.fill(same, target);
      classes = Array.ofIndices(same, same.length, 1);
    }
    return outputs.gather(1, classes).sum();
  }

  @Override
  public Stand stand() {
    kept = true;
    Map<String, String> words = new TreeMap<>();
    words.put("done", Long.toString(done));
    List<CaptureFile.Part> parts = file().parts();
    for (int i = 0; i < parts.size(); i++) {
      words.put("site." + i, parts.get(i).address());
      words.put("type." + i, parts.get(i).type().name());
      words.put("rows." + i, Long.toString(parts.get(i).rows()));
      words.put(
          "row." + i,
          Arrays.stream(parts.get(i).rowShape().toArray())
              .mapToObj(Long::toString)
              .collect(Collectors.joining(",")));
    }
    if (verification != null) words.putAll(verification.stand());
    return Stand.of(words);
  }

  /** The growing values. */
  CaptureFile file() {
    if (file == null) throw new IllegalStateException("it has not begun");
    return file;
  }

  /** Deletes the values unless a paused file states how much of them is valid. */
  @Override
  public void close() throws IOException {
    if (file == null) return;
    if (kept) file.close();
    else file.forget();
  }
}
