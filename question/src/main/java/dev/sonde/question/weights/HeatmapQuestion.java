package dev.sonde.question.weights;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What are the values of a tensor, drawn as a matrix? */
public final class HeatmapQuestion implements Question<HeatmapSettings, MatrixImage> {

  @Override
  public About<HeatmapSettings> about() {
    return About.of(
            "heatmap", Group.LOOK, "Draws a tensor as a matrix of colours.", HeatmapSettings.class)
        .details(
            "Rows: the first axis; columns: all other axes; zero is white. For a large matrix"
                + " each cell shows the mean and the largest |value| of a block.")
        .needs(Need.CHECKPOINT)
        .writesFile()
        .examples("heatmap model.pt decoder.out.weight -o heatmap.svg");
  }

  @Override
  public MatrixImage answer(HeatmapSettings settings, Work work) {
    Tensor tensor = Selection.one(Checkpoint.open(settings.file()), settings.address());
    if (tensor.count() == 0) {
      throw new QuestionException(
          settings.file() + ": tensor '" + tensor.address() + "' is empty: nothing to draw");
    }
    Settings how =
        Settings.defaults().cells(settings.cells(), settings.cells()).coverage(settings.coverage());
    return MatrixImage.of(tensor, how);
  }

  @Override
  public Page summary(HeatmapSettings settings, MatrixImage answer) {
    String sentence =
        "%s: %s %s, values from %s to %s."
            .formatted(
                settings.file(),
                answer.address(),
                answer.shape(),
                Numbers.plain(answer.min()),
                Numbers.plain(answer.max()));
    return new Page(
        answer.address(),
        String.valueOf(settings.file().getFileName()),
        List.of(new Finding(Tone.PLAIN, sentence, List.of(answer.address()))),
        List.of());
  }

  @Override
  public Object document(HeatmapSettings settings, MatrixImage answer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tensor", answer.address());
    facts.put("shape", answer.shape());
    facts.put("rows", answer.rows());
    facts.put("columns", answer.columns());
    facts.put("rows_per_cell", answer.rowsPerCell());
    facts.put("columns_per_cell", answer.columnsPerCell());
    facts.put("min", answer.min());
    facts.put("max", answer.max());
    facts.put("limit", answer.limit());
    facts.put("beyond", answer.beyond());
    facts.put("nan", answer.nan());
    facts.put("infinite", answer.infinite());
    return facts;
  }

  @Override
  public Page page(HeatmapSettings settings, MatrixImage answer, Work work) {
    Block picture = new Block.Picture(HeatmapFigure.of(answer));
    return summary(settings, answer).with(List.of(new Page.Section("Heatmap", List.of(picture))));
  }

  @Override
  public List<Output<HeatmapSettings, MatrixImage>> outputs() {
    return List.of(Drawings.of((settings, answer) -> HeatmapFigure.of(answer)));
  }
}
