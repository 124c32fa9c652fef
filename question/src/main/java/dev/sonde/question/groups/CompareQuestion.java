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
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where do groups of models differ? In their tensors, or in what they do at sites. */
public final class CompareQuestion implements Question<CompareSettings, CompareAnswer> {

  @Override
  public About<CompareSettings> about() {
    return About.of(
            "compare",
            Group.GROUPS,
            "Compares groups of models, tensor by tensor or site by site.",
            CompareSettings.class)
        .details(
            "Distances within groups and between groups, with a permutation test over runs.",
            "With a site, the distance between two networks is that of their activations on the"
                + " same inputs: where do the groups behave differently?")
        .needs(Need.GROUPS)
        .examples(
            "compare --group guided='runs/g*.pt' --group baseline='runs/b*.pt' --match"
                + " 'decoder.**'",
            "compare --group wide='w*.pt2' --group narrow='n*.pt2' --site 'layer*' --input x.npy");
  }

  @Override
  public CompareAnswer answer(CompareSettings settings, Work work) throws IOException {
    if (!settings.site().isEmpty()) return SiteGroups.of(settings, work);
    try (Work.Stage stage = work.stage("comparing", "tensors", -1)) {
      return new CompareAnswer.OfTensors(
          GroupComparison.of(
              NamedGroups.open(settings.group(), settings.gates()),
              settings.how(),
              address -> stage.step(1)));
    }
  }

  @Override
  public Object document(CompareSettings settings, CompareAnswer answer) {
    return switch (answer) {
      case CompareAnswer.OfTensors tensors -> tensors.comparison();
      case CompareAnswer.OfSites sites -> sites;
    };
  }

  @Override
  public Page summary(CompareSettings settings, CompareAnswer answer) {
    return switch (answer) {
      case CompareAnswer.OfTensors tensors -> new CompareWords(tensors.comparison()).page();
      case CompareAnswer.OfSites sites -> new SiteGroupsPage(settings, sites).page();
    };
  }

  @Override
  public Page page(CompareSettings settings, CompareAnswer answer, Work work) {
    return switch (answer) {
      case CompareAnswer.OfTensors tensors -> GroupPage.of(tensors.comparison(), null);
      case CompareAnswer.OfSites sites -> new SiteGroupsPage(settings, sites).page();
    };
  }

  @Override
  public List<Output<CompareSettings, CompareAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(Output.FOLDER),
            "of tensors: the overview, the values of each with one line per run, and index.html",
            (settings, answer, folder, work) -> {
              switch (answer) {
                case CompareAnswer.OfTensors tensors ->
                    GroupFigures.write(tensors.comparison(), folder);
                case CompareAnswer.OfSites _ ->
                    throw new QuestionException(
                        folder + ": sites are written as .html, .csv, .parquet or .json");
              }
            }));
  }

  @Override
  public List<Path> inputs(CompareSettings settings) {
    List<Path> files = new ArrayList<>(NamedGroups.files(settings.group()));
    if (!settings.site().isEmpty()) files.addAll(Subject.files(settings.data()));
    return files;
  }
}
