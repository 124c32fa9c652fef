package dev.sonde.app.sites;

import dev.sonde.app.output.Progress;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.file.Printable;
import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.CaptureFile;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
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
 * The batches of a {@link SiteRun}. Values go to files in {@code TARGET.parts} as they come; where
 * it stands is how much of them counts.
 */
final class SiteSteps implements Steps, AutoCloseable {

  private final SiteQuestion question;
  private final ArrayNetwork network;
  private final Examples given;
  private final @Nullable Verification verification;
  private final Progress progress;
  private @Nullable CaptureFile file;
  private long done;
  private boolean kept;

  SiteSteps(
      SiteQuestion question,
      ArrayNetwork network,
      Examples given,
      @Nullable Verification verification,
      Progress progress) {
    this.question = question;
    this.network = network;
    this.given = given;
    this.verification = verification;
    this.progress = progress;
  }

  /** Begins the parts of a target, or goes on with them. */
  SiteSteps begin(Path target, Optional<Stand> from) throws IOException {
    Path parts = target.resolveSibling(target.getFileName() + ".parts");
    List<CaptureFile.Part> before = new ArrayList<>();
    if (from.isPresent()) {
      Stand stand = from.get();
      done = stand.whole("done");
      if (done < 0 || done > given.count()) throw new IllegalArgumentException("done " + done);
      for (int i = 0; stand.has("site." + i); i++) {
        before.add(
            new CaptureFile.Part(
                stand.word("site." + i), shape(stand.word("row." + i)), stand.whole("rows." + i)));
      }
      if (verification != null) verification.restore(stand);
    }
    kept = from.isPresent();
    file = CaptureFile.reopen(target, parts, before);
    if (counted() && done == 0 && given.fixed() == 0) requireExamples();
    progress.reach(done);
    return this;
  }

  private static Shape shape(String text) {
    if (text.isEmpty()) return Shape.of();
    return Shape.of(Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
  }

  /** Whether rows must count examples: they are put together from several runs, or it is asked. */
  private boolean counted() {
    boolean several = given.atOnce(question.batch()) < given.count();
    return given.cut() && (several || question.each());
  }

  /** One example alone must have one row at each site, else rows do not count examples. */
  private void requireExamples() {
    try (Scope _ = new Scope()) {
      List<Capture.Site> sites =
          network.run(given.batch(0, 1), question.shapes()).sites().stream()
              .filter(site -> !question.gradient() || site.type().isFloating())
              .toList();
      if (question.each() && sites.size() > 1) throw several(sites);
      for (Capture.Site site : sites) requireRows(site.address(), site.shape(), 1);
    }
  }

  private UserError several(List<Capture.Site> sites) {
    return new UserError(
        "--site %s: names %d sites (%s%s); name one"
            .formatted(
                Printable.of(String.join(" ", question.sites())),
                sites.size(),
                sites.stream()
                    .limit(5)
                    .map(site -> Printable.of(site.address()) + " " + site.shape())
                    .collect(Collectors.joining(", ")),
                sites.size() > 5 ? ", …" : ""));
  }

  private void requireRows(String address, Shape shape, long count) {
    if (shape.rank() > 0 && shape.extent(0) == count) return;
    throw new UserError(
        ("site '%s': for %d of the examples its shape is %s: its first axis does not count"
                + " examples; choose other sites%s")
            .formatted(
                Printable.of(address),
                count,
                shape,
                question.each() ? "" : ", or run all at once with --batch " + given.count()));
  }

  @Override
  public boolean ended() {
    return done >= given.count();
  }

  @Override
  public void step() throws IOException {
    CaptureFile open = open();
    long count = Math.min(given.atOnce(question.batch()), given.count() - done);
    try (Scope _ = new Scope()) {
      Map<String, Array> arrays = given.batch(done, count);
      Capture seen =
          question.gradient()
              ? network.run(arrays, this::signal, question.taps())
              : network.run(arrays, question.taps());
      if (counted()) {
        for (String site : seen.addresses()) requireRows(site, seen.values(site).shape(), count);
        for (String site : seen.gradientAddresses()) {
          requireRows(site, seen.gradients(site).shape(), count);
        }
      }
      open.append(seen);
      if (verification != null) verification.compare(arrays);
    }
    done += count;
    for (CaptureFile.Part part : open.parts()) {
      if (counted() && part.rows() != done) {
        throw new UserError(
            "site '%s' has %d rows after %d examples: it is not computed for all; choose other sites"
                .formatted(Printable.of(part.address()), part.rows(), done));
      }
    }
    progress.reach(done);
  }

  /** The sum over examples: they do not meet, so each keeps a gradient of its own. */
  private Array signal(Array outputs) {
    if (outputs.rank() != 2) {
      throw new UserError("--gradient needs outputs [examples, classes], not " + outputs.shape());
    }
    Integer followed = question.followed();
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

  @Override
  public Stand stand() {
    kept = true;
    Map<String, String> words = new TreeMap<>();
    words.put("done", Long.toString(done));
    List<CaptureFile.Part> parts = open().parts();
    for (int i = 0; i < parts.size(); i++) {
      words.put("site." + i, parts.get(i).address());
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

  private CaptureFile open() {
    if (file == null) throw new IllegalStateException("it has not begun");
    return file;
  }

  Checkpoint finish(Map<String, String> metadata) throws IOException {
    Checkpoint whole = open().finish(metadata);
    kept = false;
    return whole;
  }

  /** Leaves the parts only where a paused file says how much of them counts. */
  @Override
  public void close() throws IOException {
    if (file == null) return;
    if (kept) file.close();
    else file.forget();
  }
}
