package dev.sonde.question.groups;

import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.nio.file.Path;
import java.util.List;

/** Which group of models is a single row of weights from? */
public final class RowsQuestion implements Question<RowsSettings, RowClassification> {

  @Override
  public About<RowsSettings> about() {
    return About.of(
            "rows",
            Group.GROUPS,
            "Tests whether a single row of weights identifies a model's group.",
            RowsSettings.class)
        .details(
            "For every parameter, classifiers are trained on the rows of some runs and tested on"
                + " those of others; baseline: shuffled labels.")
        .needs(Need.GROUPS)
        .examples(
            "rows --group guided='runs/g*.pt' --group baseline='runs/b*.pt' --classifiers"
                + " logistic");
  }

  @Override
  public RowClassification answer(RowsSettings settings, Work work) {
    try (Work.Stage stage = work.stage("classifying rows", "parameters", -1)) {
      return RowClassification.of(
          NamedGroups.open(settings.group(), settings.gates()),
          settings.how(),
          address -> stage.step(1));
    }
  }

  @Override
  public Page summary(RowsSettings settings, RowClassification answer) {
    return new RowsWords(answer).page();
  }

  @Override
  public List<Path> inputs(RowsSettings settings) {
    return NamedGroups.files(settings.group());
  }
}
