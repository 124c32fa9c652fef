package dev.sonde.app.command;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.FigureIndex;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a folder of figures with an index. */
final class GroupFigures {

  private static final String OVERVIEW = "between-within.svg";

  private GroupFigures() {}

  /**
   * Writes the overview of all layers, the values of each tensor with every run a line, and {@code
   * index.html}.
   */
  static void write(GroupComparison result, Path directory) throws IOException {
    FigureFile.write(GroupReport.overview(result), directory.resolve(OVERVIEW));
    List<FigureIndex.Item> items = new ArrayList<>();
    items.add(new FigureIndex.Item("All tensors", "Within and between groups", List.of(OVERVIEW)));
    for (int i = 0; i < result.tensors().size(); i++) {
      TensorComparison tensor = result.tensors().get(i);
      String file = FigureIndex.fileName(i, tensor.name(), ".hist.svg");
      FigureFile.write(
          GroupReport.distributions(tensor.name(), List.of(tensor)), directory.resolve(file));
      items.add(new FigureIndex.Item(tensor.name(), tensor.verdict().toString(), List.of(file)));
    }
    String groups = String.join(", ", result.groups().stream().map(g -> g.name()).toList());
    AtomicFile.writeString(
        directory.resolve("index.html"),
        FigureIndex.html("Groups: " + groups, "Tensors in the order of their p.", items));
  }
}
