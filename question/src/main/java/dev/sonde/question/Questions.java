package dev.sonde.question;

import dev.sonde.question.cells.CellsQuestion;
import dev.sonde.question.cells.DisagreeQuestion;
import dev.sonde.question.cells.SearchQuestion;
import dev.sonde.question.channels.ChannelsQuestion;
import dev.sonde.question.groups.CompareQuestion;
import dev.sonde.question.groups.RowsQuestion;
import dev.sonde.question.machines.ConstructQuestion;
import dev.sonde.question.machines.ExtractQuestion;
import dev.sonde.question.machines.MachineQuestion;
import dev.sonde.question.machines.StatesQuestion;
import dev.sonde.question.networks.AblateQuestion;
import dev.sonde.question.networks.EvalQuestion;
import dev.sonde.question.networks.InspectQuestion;
import dev.sonde.question.networks.PatchQuestion;
import dev.sonde.question.networks.activity.ActivityQuestion;
import dev.sonde.question.networks.features.FeaturesQuestion;
import dev.sonde.question.networks.probe.ProbeQuestion;
import dev.sonde.question.networks.similarity.SimilarityQuestion;
import dev.sonde.question.networks.tap.TapQuestion;
import dev.sonde.question.networks.top.TopQuestion;
import dev.sonde.question.projection.ProjectQuestion;
import dev.sonde.question.report.ReportQuestion;
import dev.sonde.question.survey.SurveyQuestion;
import dev.sonde.question.transformers.GenerateQuestion;
import dev.sonde.question.transformers.HeadsQuestion;
import dev.sonde.question.transformers.LensQuestion;
import dev.sonde.question.transformers.SaeQuestion;
import dev.sonde.question.transformers.attention.AttentionQuestion;
import dev.sonde.question.transformers.attribution.AttributionQuestion;
import dev.sonde.question.transformers.changed.ChangedQuestion;
import dev.sonde.question.transformers.neurons.NeuronsQuestion;
import dev.sonde.question.transformers.paths.PathsQuestion;
import dev.sonde.question.transformers.perplexity.PerplexityQuestion;
import dev.sonde.question.transformers.residual.ResidualQuestion;
import dev.sonde.question.transformers.steer.SteerQuestion;
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
        new InspectQuestion(),
        new TapQuestion(),
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
        new AttentionQuestion(),
        new PatchQuestion(),
        new SimilarityQuestion(),
        new ProbeQuestion(),
        new TopQuestion(),
        new FeaturesQuestion(),
        new PathsQuestion(),
        new AttributionQuestion(),
        new ResidualQuestion(),
        new NeuronsQuestion(),
        new ChangedQuestion(),
        new SteerQuestion(),
        new PerplexityQuestion(),
        new ActivityQuestion(),
        new SaeQuestion(),
        new CompareQuestion(),
        new RowsQuestion(),
        new MachineQuestion(),
        new StatesQuestion(),
        new ExtractQuestion(),
        new ConstructQuestion());
  }
}
