package dev.sonde.question.groups;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.figure.groups.GroupFigures;
import dev.sonde.figure.groups.GroupPage;
import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.nio.file.Path;
import java.util.List;

/** Where do groups of models differ? */
public final class CompareQuestion implements Question<CompareSettings, GroupComparison> {

  @Override
  public About<CompareSettings> about() {
    return About.of(
            "compare",
            Group.GROUPS,
            "Compares groups of models, tensor by tensor.",
            CompareSettings.class)
        .details("Distances within groups and between groups, with a permutation test over runs.")
        .needs(Need.GROUPS)
        .examples(
            "compare --group guided='runs/g*.pt' --group baseline='runs/b*.pt' --match"
                + " 'decoder.**'");
  }

  @Override
  public GroupComparison answer(CompareSettings settings, Work work) {
    try (Work.Stage stage = work.stage("comparing", "tensors", -1)) {
      return GroupComparison.of(
          NamedGroups.open(settings.group(), settings.gates()),
          settings.how(),
          address -> stage.step(1));
    }
  }

  @Override
  public Page summary(CompareSettings settings, GroupComparison answer) {
    return new CompareWords(answer).page();
  }

  @Override
  public Page page(CompareSettings settings, GroupComparison answer, Work work) {
    return GroupPage.of(answer, null);
  }

  @Override
  public List<Output<CompareSettings, GroupComparison>> outputs() {
    return List.of(
        new Output<>(
            List.of(Output.FOLDER),
            "the overview, the values of each tensor with one line per run, and index.html",
            (settings, answer, folder, work) -> GroupFigures.write(answer, folder)));
  }

  @Override
  public List<Path> inputs(CompareSettings settings) {
    return NamedGroups.files(settings.group());
  }
}
