package dev.sonde.question;

import dev.sonde.question.cells.AblateQuestion;
import dev.sonde.question.cells.CellsQuestion;
import dev.sonde.question.cells.DisagreeQuestion;
import dev.sonde.question.cells.EvalQuestion;
import dev.sonde.question.cells.SearchQuestion;
import dev.sonde.question.channels.ChannelsQuestion;
import dev.sonde.question.groups.CompareQuestion;
import dev.sonde.question.groups.RowsQuestion;
import dev.sonde.question.machines.ConstructQuestion;
import dev.sonde.question.machines.ExtractQuestion;
import dev.sonde.question.machines.MachineQuestion;
import dev.sonde.question.machines.StatesQuestion;
import dev.sonde.question.projection.ProjectQuestion;
import dev.sonde.question.report.ReportQuestion;
import dev.sonde.question.survey.SurveyQuestion;
import dev.sonde.question.transformers.GenerateQuestion;
import dev.sonde.question.transformers.HeadsQuestion;
import dev.sonde.question.transformers.LensQuestion;
import dev.sonde.question.transformers.PatchQuestion;
import dev.sonde.question.weights.DiffQuestion;
import dev.sonde.question.weights.FiguresQuestion;
import dev.sonde.question.weights.HeatmapQuestion;
import dev.sonde.question.weights.HistQuestion;
import dev.sonde.question.weights.StatsQuestion;
import java.util.List;

/** Every question that there is. */
public final class Questions {

  private Questions() {}

  /** In the order in which they are listed. */
  public static List<Question<?, ?>> all() {
    return List.of(
        new StatsQuestion(),
        new DiffQuestion(),
        new HeatmapQuestion(),
        new HistQuestion(),
        new FiguresQuestion(),
        new ReportQuestion(),
        new SurveyQuestion(),
        new EvalQuestion(),
        new CellsQuestion(),
        new ProjectQuestion(),
        new ChannelsQuestion(),
        new SearchQuestion(),
        new AblateQuestion(),
        new DisagreeQuestion(),
        new GenerateQuestion(),
        new LensQuestion(),
        new HeadsQuestion(),
        new PatchQuestion(),
        new CompareQuestion(),
        new RowsQuestion(),
        new MachineQuestion(),
        new StatesQuestion(),
        new ExtractQuestion(),
        new ConstructQuestion());
  }
}
