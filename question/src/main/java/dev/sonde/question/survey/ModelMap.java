package dev.sonde.question.survey;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.figure.table.Table;
import dev.sonde.study.survey.SurveyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of one architecture in the plane: principal components of their tensors' statistics, each
 * statistic scaled to one variance.
 *
 * @param files paths, as many as there are points
 * @param at [files × 2]
 * @param first share of the variance along the first component
 * @param second and along the second
 * @param of how many files the architecture has
 */
public record ModelMap(
    String fingerprint, List<String> files, Points at, double first, double second, long of) {

  private static final int FEWEST = 5;
  private static final int MOST_FILES = 600;
  private static final int MOST_TENSORS = 64;

  /** Statistics of a tensor that are compared. */
  private static final List<String> STATISTICS =
      List.of("ln(std + 1e-12)", "mean", "p05", "p95", "kurtosis");

  public ModelMap {
    files = List.copyOf(files);
  }

  /** Maps of the largest architectures, at most {@code maps}. */
  static List<ModelMap> of(SurveyState state, int maps, Workers workers) {
    Table largest =
        state.query(
            """
            SELECT fingerprint, count(*) AS files FROM files WHERE error IS NULL AND nan + inf = 0 \
            GROUP BY fingerprint HAVING count(*) >= %s ORDER BY files DESC, fingerprint LIMIT %s\
            """
                .formatted(FEWEST, maps));
    List<ModelMap> all = new ArrayList<>();
    for (int i = 0; i < largest.rows().size(); i++) {
      String fingerprint = largest.text(i, "fingerprint");
      Map<String, double[]> features = features(state, fingerprint);
      ModelMap map = map(fingerprint, features, (long) largest.number(i, "files"), workers);
      if (map != null) all.add(map);
    }
    return all;
  }

  /** Of some files, chosen by their digests, the statistics of the largest tensors. */
  private static Map<String, double[]> features(SurveyState state, String fingerprint) {
    String own = " WHERE fingerprint = '" + fingerprint + "'";
    String sql =
        "SELECT path, "
            + String.join(", ", STATISTICS)
            + " FROM tensors"
            + own
            + " AND path IN (SELECT path FROM files"
            + own
            + " AND nan + inf = 0 ORDER BY weights_sha256, path LIMIT "
            + MOST_FILES
            + ") AND tensor IN (SELECT tensor FROM tensors"
            + own
            + " AND count > 1 GROUP BY tensor ORDER BY max(count) DESC, tensor LIMIT "
            + MOST_TENSORS
            + ") ORDER BY path, tensor";
    Table table = state.query(sql);
    Map<String, List<Double>> lists = new LinkedHashMap<>();
    for (var row : table.rows()) {
      List<Double> values =
          lists.computeIfAbsent(String.valueOf(row.get(0)), _ -> new ArrayList<>());
      for (int k = 1; k < row.size(); k++) {
        values.add(row.get(k) instanceof Double d && Double.isFinite(d) ? d : 0.0);
      }
    }
    Map<String, double[]> features = new LinkedHashMap<>();
    lists.forEach(
        (path, values) ->
            features.put(path, values.stream().mapToDouble(Double::doubleValue).toArray()));
    return features;
  }

  private static @Nullable ModelMap map(
      String fingerprint, Map<String, double[]> features, long of, Workers workers) {
    double[][] rows = features.values().toArray(double[][]::new);
    if (rows.length < FEWEST) return null;
    int width = rows[0].length;
    double[][] scaled = new double[rows.length][width];
    for (int k = 0; k < width; k++) scale(rows, k, scaled);
    if (width < 2) return null;
    Points points = Points.of(scaled);
    Pca pca = Pca.of(points, Pca.Settings.of(2), workers);
    return new ModelMap(
        fingerprint,
        List.copyOf(features.keySet()),
        pca.project(points, workers),
        pca.share(0),
        pca.share(1),
        of);
  }

  private static void scale(double[][] rows, int column, double[][] to) {
    double mean = 0;
    for (double[] row : rows) mean += row[column] / rows.length;
    double variance = 0;
    for (double[] row : rows) {
      variance += (row[column] - mean) * (row[column] - mean) / rows.length;
    }
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < rows.length; i++) {
      to[i][column] = deviation > 1e-12 ? (rows[i][column] - mean) / deviation : 0;
    }
  }
}
