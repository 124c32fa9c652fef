package dev.sonde.question.weights;

import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.TensorDiff;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.weights.ChangesPage;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What changed between two checkpoints? */
public final class DiffQuestion implements Question<DiffSettings, DiffAnswer> {

  @Override
  public About<DiffSettings> about() {
    return About.of(
            "diff", Group.LOOK, "Compares two checkpoints, tensor by tensor.", DiffSettings.class)
        .details("The largest change comes first.")
        .needs(Need.CHECKPOINT)
        .examples("diff --match 'encoder.**' epoch1.pt epoch9.pt");
  }

  @Override
  public DiffAnswer answer(DiffSettings settings, Work work) {
    Checkpoint before = open(settings.a(), settings);
    Checkpoint after = open(settings.b(), settings);
    Integer threads = settings.threads();
    CheckpointDiff.Settings how =
        new CheckpointDiff.Settings(
            settings.match(),
            threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    try (Work.Stage stage = work.stage("comparing", "tensors", before.tensors().size())) {
      CheckpointDiff diff = CheckpointDiff.of(before, after, how, name -> stage.step(1));
      return new DiffAnswer(settings.a().toString(), settings.b().toString(), diff);
    } catch (IllegalArgumentException e) {
      throw new QuestionException(String.valueOf(e.getMessage()));
    }
  }

  private static Checkpoint open(Path file, DiffSettings settings) {
    Checkpoint opened = Checkpoint.open(file);
    return settings.gates() ? opened.withGates() : opened;
  }

  @Override
  public Page summary(DiffSettings settings, DiffAnswer answer) {
    CheckpointDiff diff = answer.diff();
    int both = diff.tensors().size();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s with the same shape in both: %s changed, %s equal. Only in A: %s, only in B: %s, different shape: %s."
                .formatted(
                    Numbers.count(both, "tensor", "tensors"),
                    Numbers.count(diff.changed()),
                    Numbers.count(both - diff.changed()),
                    Numbers.count(diff.onlyInA().size()),
                    Numbers.count(diff.onlyInB().size()),
                    Numbers.count(diff.reshaped().size()))));
    diff.notes().forEach(note -> findings.add(new Finding(Tone.NOTABLE, note)));
    diff.onlyInA().forEach(name -> findings.add(of(name, "only in A: " + name)));
    diff.onlyInB().forEach(name -> findings.add(of(name, "only in B: " + name)));
    for (CheckpointDiff.Reshaped other : diff.reshaped()) {
      boolean kind = other.shapeA().equals(other.shapeB());
      String change =
          kind
              ? "different type: %s %s → %s".formatted(other.name(), other.dtypeA(), other.dtypeB())
              : "different shape: %s %s → %s"
                  .formatted(other.name(), other.shapeA(), other.shapeB());
      findings.add(of(other.name(), change));
    }
    Integer top = settings.top();
    List<TensorDiff> shown =
        top == null || top > both ? diff.tensors() : diff.tensors().subList(0, top);
    List<Page.Section> sections =
        diff.tensors().isEmpty()
            ? List.of()
            : List.of(
                Page.Section.of(
                    "Changes",
                    ChangesPage.COLUMNS.table("changes", "The largest change first", shown)));
    return new Page("What changed", answer.a() + " → " + answer.b(), findings, sections);
  }

  @Override
  public Page page(DiffSettings settings, DiffAnswer answer, Work work) {
    return ChangesPage.of(answer.diff(), answer.a(), answer.b(), null);
  }

  private static Finding of(String tensor, String sentence) {
    return new Finding(Tone.NOTABLE, sentence, List.of(tensor));
  }
}
