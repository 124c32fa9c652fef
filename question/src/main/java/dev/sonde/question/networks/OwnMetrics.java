package dev.sonde.question.networks;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.network.effects.Predictions;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.run.RunException;
import dev.sonde.study.run.ScratchTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that a person writes, in SQL over the answers of a network: a row for each with {@code
 * index}, {@code place}, {@code label}, {@code predicted}, {@code loss} and {@code p_0}, {@code
 * p_1}, … of the classes.
 */
final class OwnMetrics implements Predictions, AutoCloseable {

  /** Classes whose probabilities are columns. */
  private static final int MOST = 1000;

  private final List<String> expressions;
  private @Nullable ScratchTable table;
  private int columns;
  private boolean classes;

  OwnMetrics(List<String> expressions) {
    this.expressions = List.copyOf(expressions);
  }

  @Override
  public void hear(
      long index, int place, double label, double predicted, double loss, double[] probabilities) {
    ScratchTable rows = table;
    if (rows == null) {
      columns = Math.min(MOST, probabilities.length);
      classes = probabilities.length > 0;
      table = rows = ScratchTable.of("predictions", heads());
    }
    if (classes) {
      double[] others = new double[1 + columns];
      others[0] = loss;
      System.arraycopy(probabilities, 0, others, 1, columns);
      rows.append(new long[] {index, place, (long) label, (long) predicted}, others);
    } else {
      rows.append(new long[] {index, place}, new double[] {label, predicted, loss});
    }
  }

  private List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    Head.Type answer = classes ? Head.Type.INTEGER : Head.Type.REAL;
    heads.add(Head.of("index", Head.Type.INTEGER));
    heads.add(Head.of("place", Head.Type.INTEGER));
    heads.add(Head.of("label", answer));
    heads.add(Head.of("predicted", answer));
    heads.add(Head.of("loss", Head.Type.REAL));
    for (int c = 0; c < columns; c++) heads.add(Head.of("p_" + c, Head.Type.REAL));
    return heads;
  }

  /**
   * What the expressions give.
   *
   * @throws SettingsException if one is no expression over these columns, or gives no number
   */
  List<EvalAnswer.Measured> measured() {
    List<EvalAnswer.Measured> all = new ArrayList<>();
    ScratchTable rows = table;
    if (rows == null) return all;
    for (String expression : expressions)
      all.add(new EvalAnswer.Measured(expression, value(rows, expression)));
    return all;
  }

  private double value(ScratchTable rows, String expression) {
    Table answer;
    try {
      answer = rows.ask("SELECT (" + expression + "\n) FROM predictions");
    } catch (RunException e) {
      throw refused(expression, String.valueOf(e.getMessage()), e);
    }
    if (answer.rows().size() != 1 || answer.heads().size() != 1) {
      throw refused(
          expression,
          "gives %d rows; one number is needed, such as avg(…)".formatted(answer.rows().size()),
          null);
    }
    return switch (answer.rows().getFirst().getFirst()) {
      case Long whole -> whole.doubleValue();
      case Double number -> number;
      case Boolean truth -> truth ? 1 : 0;
      case null -> Double.NaN;
      case Object other ->
          throw refused(expression, "gives '" + other + "'; a number is needed", null);
    };
  }

  private SettingsException refused(String expression, String why, @Nullable Exception cause) {
    String columns = String.join(", ", List.of("index", "place", "label", "predicted", "loss"));
    String message =
        "'%s' %s; columns are %s%s"
            .formatted(
                expression, why, columns, classes ? " and p_0 to p_" + (this.columns - 1) : "");
    return cause == null
        ? new SettingsException("metric", message)
        : new SettingsException("metric", message, cause);
  }

  @Override
  public void close() {
    if (table != null) table.close();
  }
}
