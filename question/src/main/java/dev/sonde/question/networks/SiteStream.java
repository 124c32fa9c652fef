package dev.sonde.question.networks;

import dev.sonde.analysis.units.UnitBatch;
import dev.sonde.file.Printable;
import dev.sonde.network.data.Examples;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.util.function.LongConsumer;

/** Reads the values at sites batch by batch; memory holds one batch. */
public final class SiteStream {
  private SiteStream() {}

  /** Receives the values of a site for one batch of examples. */
  @FunctionalInterface
  public interface Listener {
    void take(String site, UnitBatch batch);
  }

  /**
   * Runs all examples.
   *
   * @param what is done, for the progress display
   * @throws QuestionException if a site has no row for each example
   */
  public static void each(
      Subject subject, SiteSelection selection, Work work, String what, Listener listener) {
    Examples examples = subject.examples();
    long step = examples.atOnce(subject.batch());
    var taps = selection.taps();
    try (Work.Stage stage = work.stage(what, "examples", examples.count())) {
      LongConsumer progress = Subject.stopping(stage, work);
      for (long from = 0; from < examples.count(); from += step) {
        long count = Math.min(step, examples.count() - from);
        try (Scope _ = new Scope()) {
          Capture seen = subject.network().run(examples.batch(from, count), taps);
          for (Capture.Site site : selection.sites()) {
            listener.take(site.address(), batch(seen, site.address(), examples.cut() ? count : -1));
          }
        }
        progress.accept(count);
      }
    }
  }

  /** −1: any number of rows. */
  private static UnitBatch batch(Capture seen, String site, long count) {
    Tensor values = seen.values(site);
    long[] shape = values.shape().toArray();
    if (shape.length == 0 || shape[0] == 0 || (count >= 0 && shape[0] != count)) {
      throw new QuestionException(
          "site '%s': for %d examples its shape is %s, so its first axis is not the examples; choose other sites"
              .formatted(Printable.of(site), count, values.shape()));
    }
    int axis = seen.unitAxis(site);
    long units = axis == 0 ? 1 : shape[axis];
    long inner = 1;
    for (int i = axis + 1; axis > 0 && i < shape.length; i++) inner *= shape[i];
    return new UnitBatch(
        values.toFloats(),
        Math.toIntExact(shape[0]),
        Math.toIntExact(units),
        Math.toIntExact(inner));
  }
}
