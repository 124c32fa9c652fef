package dev.sonde.figure.weights;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in these files, and what stands out, as a page; of two files also what changed.
 *
 * <pre>{@code
 * Page page = CheckpointPage.of(List.of(Checkpoint.open(file)), null, values -> {});
 * HtmlPage.write(page, Path.of("model.html"));
 * }</pre>
 */
public final class CheckpointPage {

  private CheckpointPage() {}

  /**
   * Reads all tensors; memory holds a few blocks of each at a time.
   *
   * @param provenance what is needed to repeat the page, or null
   * @param progress told how many values are newly done, from any thread
   */
  public static Page of(
      List<Checkpoint> checkpoints, @Nullable Provenance provenance, LongConsumer progress) {
    List<Finding> findings = new ArrayList<>();
    List<Page.Section> sections = new ArrayList<>();
    boolean pair = checkpoints.size() == 2;
    if (pair) changes(checkpoints.getFirst(), checkpoints.getLast(), findings, sections);
    for (Checkpoint checkpoint : checkpoints) {
      FileFacts file = FileFacts.of(checkpoint, progress);
      findings.addAll(FileSections.summary(file));
      sections.addAll(FileSections.of(file, checkpoints.size() > 1));
    }
    boolean one = checkpoints.size() == 1;
    return new Page(
        one
            ? String.valueOf(checkpoints.getFirst().path().getFileName())
            : checkpoints.size() + " checkpoints",
        "What is in the file" + (one ? "" : "s") + ", and what stands out.",
        findings,
        sections,
        one ? FileSections.TENSORS : "",
        provenance);
  }

  /**
   * What stands out in one file, in the words of its page, and the statistics that tell it.
   *
   * @param progress told how many values are newly done, from any thread
   */
  public static Noticed noticed(Checkpoint checkpoint, LongConsumer progress) {
    FileFacts facts = FileFacts.undrawn(checkpoint, progress);
    return new Noticed(FileSections.summary(facts), facts.tensors());
  }

  /**
   * What stands out in a file.
   *
   * @param tensors the statistics of each, in the file's order
   */
  public record Noticed(List<Finding> findings, List<Summary> tensors) {
    public Noticed {
      findings = List.copyOf(findings);
      tensors = List.copyOf(tensors);
    }
  }

  /** Two files with tensors of the same names are most often one network at two times. */
  private static void changes(
      Checkpoint before, Checkpoint after, List<Finding> findings, List<Page.Section> sections) {
    if (before.tensors().stream().noneMatch(t -> after.has(t.address()))) return;
    CheckpointDiff diff = CheckpointDiff.of(before, after, CheckpointDiff.Settings.defaults());
    String between = " from " + before.path().getFileName() + " to " + after.path().getFileName();
    findings.addAll(ChangesPage.findings(diff));
    sections.addAll(ChangesPage.sections(diff, between));
  }
}
